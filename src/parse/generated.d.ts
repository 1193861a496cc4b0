// What `npm run grammar` puts into src/parse/generated. Only nftrace-grammar.ts and recogniser.ts import it, and give it types.
declare module '*/generated/grammar.js' {
  const grammar: unknown;
  export default grammar;
  export const int: unknown;
  export const text: unknown;
}

declare module '*/generated/recogniser.js' {
  export const bind: unknown;
}
