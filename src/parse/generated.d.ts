// What `npm run grammar` puts into src/parse/generated. Only grammars.ts and recogniser.ts import it, and give it types.
declare module '*/generated/nftrace.js' {
  const grammar: unknown;
  export default grammar;
  export const int: unknown;
  export const text: unknown;
}

declare module '*/generated/layers.js' {
  const grammar: unknown;
  export default grammar;
  export const int: unknown;
  export const text: unknown;
}

declare module '*/generated/marks.js' {
  const grammar: unknown;
  export default grammar;
  export const int: unknown;
  export const text: unknown;
}

declare module '*/generated/header.js' {
  const grammar: unknown;
  export default grammar;
  export const int: unknown;
  export const text: unknown;
}

declare module '*/generated/recognisers.js' {
  export const traceLine: unknown;
  export const layer: unknown;
  export const origin: unknown;
  export const mark: unknown;
  export const header: unknown;
  /** Modules of WebAssembly, as base64. */
  export const recognisers: unknown;
  export const symbolTable: unknown;
  export const headerOpenings: unknown;
}
