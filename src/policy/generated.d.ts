// What `npm run grammar` puts into src/policy/generated. Only path-grammar.ts imports it, and gives it types.
declare module '*/generated/path-grammar.js' {
  const grammar: unknown;
  export default grammar;
  export const word: unknown;
}
