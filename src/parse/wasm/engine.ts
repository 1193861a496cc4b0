/* The engine that runs WebAssembly: what is used of it, as TypeScript declares it for browsers alone. */

export interface Memory {
  readonly buffer: ArrayBuffer;
  /** Grows by so many pages of 64 KiB; the buffer of before is gone. Throws RangeError. */
  grow(pages: number): number;
}

/** Compiled code, which an instance runs. */
export type Module = object;

export interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface Engine {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Instance: new (
    module: Module,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => Instance;
}

export const { Memory, Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Engine })
  .WebAssembly;
