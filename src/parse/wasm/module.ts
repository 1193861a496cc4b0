import { bytesOf, END, i32, unsigned, type Code } from './instructions.js';

/** What a function takes, has and gives, as types of WebAssembly (`I32`, `I64`). */
interface Signature {
  readonly params: readonly number[];
  readonly results: readonly number[];
}

interface WasmFunction extends Signature {
  /** Types of the locals behind its parameters. */
  readonly locals: readonly number[];
  readonly code: Code;
}

/**
 * A module of WebAssembly that is being put together. It imports `env.memory` and functions of `env`; functions are named
 * by their numbers, first those that are imported. Source: WebAssembly Core Specification 1.0, section 5.5.
 */
export class WasmModule {
  readonly #types: string[] = [];
  readonly #imports: { readonly name: string; readonly type: number }[] = [];
  readonly #functions: (WasmFunction & { readonly type: number })[] = [];
  readonly #exports: { readonly name: string; readonly index: number }[] = [];
  readonly #data: { readonly at: number; readonly bytes: readonly number[] }[] = [];

  /** All imports come before the first function. */
  import(name: string, signature: Signature): number {
    return this.#imports.push({ name, type: this.#type(signature) }) - 1;
  }

  add(definition: WasmFunction): number {
    this.#functions.push({ ...definition, type: this.#type(definition) });
    return this.#imports.length + this.#functions.length - 1;
  }

  export(name: string, index: number): void {
    this.#exports.push({ name, index });
  }

  /** Bytes that stand in the memory from the beginning. */
  data(at: number, bytes: Iterable<number>): void {
    this.#data.push({ at, bytes: [...bytes] });
  }

  bytes(): Uint8Array {
    return Uint8Array.from([
      ...Buffer.from('\0asm\x01\0\0\0'),
      ...section(
        1,
        this.#types.map((type) => type.split(',').map(Number)),
      ),
      ...section(2, [
        [...name('env'), ...name('memory'), 0x02, 0x00, 0x00],
        ...this.#imports.map((one) => [...name('env'), ...name(one.name), 0x00, ...unsigned(one.type)]),
      ]),
      ...section(
        3,
        this.#functions.map(({ type }) => unsigned(type)),
      ),
      ...section(
        7,
        this.#exports.map((one) => [...name(one.name), 0x00, ...unsigned(one.index)]),
      ),
      ...section(10, this.#functions.map(bodyOf)),
      ...section(
        11,
        this.#data.map(({ at, bytes }) => [0x00, ...offset(at), ...sized(bytes)]),
      ),
    ]);
  }

  #type({ params, results }: Signature): number {
    const type = [0x60, params.length, ...params, results.length, ...results].join();
    const known = this.#types.indexOf(type);
    return known >= 0 ? known : this.#types.push(type) - 1;
  }
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  return items.length === 0 ? [] : [id, ...sized([...unsigned(items.length), ...items.flat()])];
}

function bodyOf({ locals, code }: WasmFunction): number[] {
  const declared = [...unsigned(locals.length), ...locals.flatMap((type) => [1, type])];
  return sized([...declared, ...bytesOf(code), END]);
}

function offset(at: number): number[] {
  return [...bytesOf(i32.const(at)), END];
}

function sized(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

function name(text: string): number[] {
  return sized([...Buffer.from(text)]);
}
