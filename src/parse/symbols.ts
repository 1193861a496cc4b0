import { LAST_NULL_POINTER, NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';

/** Texts of up to so many bytes are compared as four words; nearly all are that short. */
const SHORT = 16;

/** For each length up to 16: which bits of the four words belong to the text. */
const MASKS = Int32Array.from({ length: (SHORT + 1) * 4 }, (_, i) => {
  const bytes = (i >> 2) - (i & 3) * 4;
  return bytes >= 4 ? -1 : bytes <= 0 ? 0 : (1 << (bytes * 8)) - 1;
});

/**
 * The texts of a log as small integers from 1 on, in the order in which they came. What every kernel prints
 * for NULL is there from the beginning, see `model/symbol.ts`. Texts are bytes: latin1 where they are strings.
 */
export class SymbolTable implements SymbolTexts {
  /** Open addressing; 0 is free. Never more than half full. */
  #slots = new Int32Array(1 << 12);
  /** Four words and a length for each symbol. Those of longer texts are only in #long. */
  #words = new Int32Array(4 << 11);
  #lengths = new Int32Array(1 << 11);
  #size = 1;
  readonly #long = new Map<string, SymbolId>();
  readonly #longTexts = new Map<SymbolId, string>();
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  constructor() {
    this.intern('(null)');
    for (const prefix of ['', '0x'])
      for (let digits = 1; digits <= 16; digits++) this.intern(prefix + '0'.repeat(digits));
    if (this.size !== LAST_NULL_POINTER)
      throw new Error('the null pointers are not where model/symbol.ts has them');
  }

  /** How many symbols there are, which is also the last one. */
  get size(): number {
    return this.#size - 1;
  }

  text(symbol: SymbolId): string {
    const length = this.#lengths[symbol];
    if (symbol === NONE) return '';
    if (length === undefined || symbol >= this.#size) throw new RangeError(`there is no symbol ${symbol}`);
    if (length > SHORT) return this.#longTexts.get(symbol) ?? '';
    return Buffer.from(this.#words.buffer, symbol * SHORT, length).toString('latin1');
  }

  /** The symbol of a latin1 text; NONE for the empty one. Throws RangeError where it is not latin1. */
  intern(text: string): SymbolId {
    const latin1 = Buffer.from(text, 'latin1');
    if (latin1.toString('latin1') !== text) throw new RangeError(`not latin1: ${text}`);
    const [bytes, view] = [this.#bytes, this.#view];
    this.attach(Buffer.concat([latin1, Buffer.alloc(SHORT)]));
    const symbol = text === '' ? NONE : this.read(0, text.length);
    [this.#bytes, this.#view] = [bytes, view];
    return symbol;
  }

  /** Makes `read` read from this buffer. */
  attach(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The symbol of bytes of the attached buffer, which must reach at least 16 bytes beyond `start`. */
  read(start: number, end: number): SymbolId {
    const length = end - start;
    if (length > SHORT) return this.#readLong(start, end);
    const view = this.#view;
    const mask = length << 2;
    const a = view.getInt32(start, true) & MASKS[mask]!;
    const b = view.getInt32(start + 4, true) & MASKS[mask + 1]!;
    const c = view.getInt32(start + 8, true) & MASKS[mask + 2]!;
    const d = view.getInt32(start + 12, true) & MASKS[mask + 3]!;
    const slots = this.#slots;
    const words = this.#words;
    const wrap = slots.length - 1;
    let slot = hash(a, b, c, d) & wrap;
    for (let symbol = slots[slot]!; symbol !== 0; symbol = slots[slot]!) {
      const at = symbol << 2;
      if (
        words[at] === a &&
        words[at + 1] === b &&
        words[at + 2] === c &&
        words[at + 3] === d &&
        this.#lengths[symbol] === length
      ) {
        return symbol;
      }
      slot = (slot + 1) & wrap;
    }
    const symbol = this.#size;
    slots[slot] = symbol;
    words[symbol << 2] = a;
    words[(symbol << 2) + 1] = b;
    words[(symbol << 2) + 2] = c;
    words[(symbol << 2) + 3] = d;
    return this.#add(length);
  }

  /** toString makes a string of its own: a slice of a chunk would keep the whole chunk alive. */
  #readLong(start: number, end: number): SymbolId {
    const text = this.#bytes.toString('latin1', start, end);
    const known = this.#long.get(text);
    if (known !== undefined) return known;
    this.#long.set(text, this.#size);
    this.#longTexts.set(this.#size, text);
    return this.#add(end - start);
  }

  #add(length: number): SymbolId {
    const symbol = this.#size++;
    this.#lengths[symbol] = length;
    if (this.#size === this.#lengths.length) this.#grow();
    return symbol;
  }

  #grow(): void {
    this.#lengths = doubled(this.#lengths);
    this.#words = doubled(this.#words);
    const slots = new Int32Array(this.#slots.length * 2);
    const words = this.#words;
    const wrap = slots.length - 1;
    for (let symbol = 1; symbol < this.#size; symbol++) {
      if (this.#lengths[symbol]! > SHORT) continue;
      const at = symbol << 2;
      let slot = hash(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!) & wrap;
      while (slots[slot] !== 0) slot = (slot + 1) & wrap;
      slots[slot] = symbol;
    }
    this.#slots = slots;
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(array.length * 2);
  twice.set(array);
  return twice;
}

function hash(a: number, b: number, c: number, d: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35) ^ Math.imul(c, 0x27d4eb2f) ^ Math.imul(d, 0x165667b1);
  h = Math.imul(h ^ (h >>> 13), 0x85ebca6b);
  return h ^ (h >>> 16);
}
