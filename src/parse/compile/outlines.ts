import {
  block,
  call,
  get,
  I32,
  i32,
  ret,
  set,
  tee,
  when,
  branch,
  bytesOf,
  type Code,
} from '../wasm/instructions.js';
import type { WasmModule } from '../wasm/module.js';
import { PLACE } from './conditions.js';

/** Where a line goes that is refused. */
export const REFUSED = 'refused';

/** Shorter code is not worth a call, in bytes. */
const LONG = 48;

/**
 * Functions for code that stands in a line several times, pointers and addresses: each takes a place and returns where
 * its text ends, or `~` of where it went wrong.
 */
export class Outlines {
  readonly #module: WasmModule;
  /** By their code. */
  readonly #functions = new Map<string, number>();

  constructor(module: WasmModule) {
    this.#module = module;
  }

  /** What to write for this code. */
  call(code: Code): Code {
    if (bytesOf([block(REFUSED, code)]).length < LONG) return code;
    const body: Code = [block(REFUSED, code, ret(get(PLACE))), i32.xor(get(PLACE), i32.const(-1))];
    const key = bytesOf(body).join();
    const index =
      this.#functions.get(key) ?? this.#module.add({ params: [I32], results: [I32], locals: [], code: body });
    this.#functions.set(key, index);
    const isRefused = i32.ltS(tee(PLACE, call(index, get(PLACE))), i32.const(0));
    return when(isRefused, [set(PLACE, i32.xor(get(PLACE), i32.const(-1))), branch(REFUSED)]);
  }
}
