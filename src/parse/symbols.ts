import { LAST_NULL_POINTER, NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';
import { symbolTable } from './generated/recognisers.js';
import { LAST_FOUND, SHORT } from './memory-layout.js';
import { LineMemory } from './memory.js';
import { Instance, Module } from './wasm/engine.js';

/** So many texts are kept as strings. */
const RECENT = 1 << 11;

/** The functions of compile/symbol-code.ts. */
interface SymbolFunctions {
  /**
   * The symbol of the text in [start, end) of the memory, in which no byte is NUL. Notes that it is a text of these
   * kinds, a set of bits. `last` is the address of the symbol that is tried first, and of the one that is found.
   */
  read(start: number, end: number, kinds: number, last: number): SymbolId;
  /**
   * The symbol of the 16 bytes at `start`, where they are a text that was read as one of this kind before; else NONE.
   * Saves the recogniser from going through the pointers of a log byte by byte.
   */
  guess(start: number, kind: number, last: number): SymbolId;
}

/** What kernels print for NULL, in the order of `model/symbol.ts`. */
const NULLS = [
  '(null)',
  ...['', '0x'].flatMap((prefix) => Array.from({ length: 16 }, (_, i) => prefix + '0'.repeat(i + 1))),
];

const MODULE = new Module(Buffer.from(symbolTable as string, 'base64'));

/**
 * The texts of a log as small integers from 1 on, in the order in which they came. What every kernel prints
 * for NULL is there from the beginning, see `model/symbol.ts`. Texts are bytes: latin1 where they are strings.
 */
export class SymbolTable implements SymbolTexts {
  readonly memory = new LineMemory();
  readonly read: SymbolFunctions['read'];
  readonly guess: SymbolFunctions['guess'];
  /** Texts of more than 16 bytes, and those with a NUL. */
  readonly #long = new Map<string, SymbolId>();
  readonly #longTexts = new Map<SymbolId, string>();
  /** Symbols that were asked for lately, and their texts: to make a string of bytes takes long. */
  readonly #recent = new Int32Array(RECENT);
  readonly #recentTexts: string[] = [];

  constructor() {
    const { memory } = this;
    this.#recentTexts.length = RECENT;
    const long = (start: number, end: number): SymbolId =>
      this.#internLong(memory.bytes.toString('latin1', start, end));
    const instance = new Instance(MODULE, { env: { memory: memory.memory, long } });
    const { read, guess } = instance.exports as unknown as SymbolFunctions;
    this.read = read;
    this.guess = guess;
    this.#internFirst(NULLS);
    if (this.size !== LAST_NULL_POINTER)
      throw new Error('the null pointers are not where model/symbol.ts has them');
  }

  /** Interns short texts at once, as each analysis begins with them. */
  #internFirst(texts: readonly string[]): void {
    const all = Buffer.from(texts.join(''), 'latin1');
    this.memory.reserve(texts.length);
    const base = this.memory.load(all, all.length);
    let start = base;
    for (const { length } of texts) {
      this.read(start, start + length, 0, LAST_FOUND);
      start += length;
    }
    this.memory.unload(base);
  }

  /** How many symbols there are, which is also the last one. */
  get size(): number {
    return this.memory.size - 1;
  }

  text(symbol: SymbolId): string {
    if (symbol === NONE) return '';
    if (!(symbol > 0 && symbol <= this.size)) throw new RangeError(`there is no symbol ${symbol}`);
    const slot = symbol & (RECENT - 1);
    if (this.#recent[slot] !== symbol) {
      this.#recent[slot] = symbol;
      this.#recentTexts[slot] = this.#longTexts.get(symbol) ?? this.#shortText(symbol);
    }
    return this.#recentTexts[slot]!;
  }

  /** There are zeros behind the text. */
  #shortText(symbol: SymbolId): string {
    const { bytes } = this.memory;
    const row = this.memory.row(symbol);
    let end = row;
    while (end < row + SHORT && bytes[end] !== 0) end++;
    return bytes.toString('latin1', row, end);
  }

  /** The symbol of a latin1 text; NONE for the empty one. Throws RangeError where it is not latin1. */
  intern(text: string): SymbolId {
    const latin1 = Buffer.from(text, 'latin1');
    if (latin1.toString('latin1') !== text) throw new RangeError(`not latin1: ${text}`);
    if (text === '') return NONE;
    if (text.includes('\0')) return this.#internLong(text);
    this.memory.reserve(1);
    const start = this.memory.load(latin1, latin1.length);
    const symbol = this.read(start, start + latin1.length, 0, LAST_FOUND);
    this.memory.unload(start);
    return symbol;
  }

  /** The text is a string of its own: a slice of a chunk would keep the whole chunk alive. */
  #internLong(text: string): SymbolId {
    const known = this.#long.get(text);
    if (known !== undefined) return known;
    const symbol = this.memory.addSymbol();
    this.#long.set(text, symbol);
    this.#longTexts.set(symbol, text);
    return symbol;
  }
}
