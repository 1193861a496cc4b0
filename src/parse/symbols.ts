import { LAST_NULL_POINTER, NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';

/** Texts of up to so many bytes are compared as four words; nearly all are that short. */
const SHORT = 16;

/** So many texts are kept as strings. */
const RECENT = 1 << 11;

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
  /** Four words for each symbol, with zeros behind the text: no short one holds a NUL. Those of others are zeros. */
  #words = new Int32Array(4 << 11);
  /** For each symbol, the kinds of text that it was read as: see `guess`. */
  #kinds = new Uint8Array(1 << 11);
  #size = 1;
  /** Texts of more than 16 bytes, and those with a NUL. */
  readonly #long = new Map<string, SymbolId>();
  readonly #longTexts = new Map<SymbolId, string>();
  /** Symbols that were asked for lately, and their texts: to make a string of bytes takes long. */
  readonly #recent = new Int32Array(RECENT);
  readonly #recentTexts: string[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  constructor() {
    for (let slot = 0; slot < RECENT; slot++) this.#recentTexts.push('');
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
    if (symbol === NONE) return '';
    if (!(symbol > 0 && symbol < this.#size)) throw new RangeError(`there is no symbol ${symbol}`);
    const slot = symbol & (RECENT - 1);
    if (this.#recent[slot] !== symbol) {
      this.#recent[slot] = symbol;
      this.#recentTexts[slot] = this.#longTexts.get(symbol) ?? this.#shortText(symbol);
    }
    return this.#recentTexts[slot]!;
  }

  #shortText(symbol: SymbolId): string {
    const bytes = Buffer.from(this.#words.buffer, symbol * SHORT, SHORT);
    const end = bytes.indexOf(0);
    return bytes.toString('latin1', 0, end < 0 ? SHORT : end);
  }

  /** The symbol of a latin1 text; NONE for the empty one. Throws RangeError where it is not latin1. */
  intern(text: string): SymbolId {
    const latin1 = Buffer.from(text, 'latin1');
    if (latin1.toString('latin1') !== text) throw new RangeError(`not latin1: ${text}`);
    if (text === '') return NONE;
    if (text.includes('\0')) return this.#internLong(text);
    const [bytes, view] = [this.#bytes, this.#view];
    this.attach(Buffer.concat([latin1, Buffer.alloc(SHORT)]));
    const symbol = this.read(0, text.length, 0);
    [this.#bytes, this.#view] = [bytes, view];
    return symbol;
  }

  /** Makes `read` read from this buffer. */
  attach(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /**
   * The symbol of bytes of the attached buffer, which must reach at least 16 bytes beyond `start`; no byte is NUL.
   * Notes that it is a text of these kinds, a set of bits.
   */
  read(start: number, end: number, kinds: number): SymbolId {
    const length = end - start;
    if (length > SHORT) return this.#internLong(this.#bytes.toString('latin1', start, end));
    const view = this.#view;
    const mask = length << 2;
    const a = view.getInt32(start, true) & MASKS[mask]!;
    const b = view.getInt32(start + 4, true) & MASKS[mask + 1]!;
    const c = view.getInt32(start + 8, true) & MASKS[mask + 2]!;
    const d = view.getInt32(start + 12, true) & MASKS[mask + 3]!;
    let symbol = this.#find(a, b, c, d);
    if (symbol === NONE) symbol = this.#add(a, b, c, d);
    if (kinds !== 0) this.#kinds[symbol]! |= kinds;
    return symbol;
  }

  /**
   * The symbol of the 16 bytes at `start`, where they are a text that was read as one of this kind before; else NONE.
   * Saves the recogniser from going through the pointers of a log byte by byte.
   */
  guess(start: number, kind: number): SymbolId {
    const view = this.#view;
    const d = view.getInt32(start + 12, true);
    if (d >>> 24 === 0) return NONE; // no text, but it could look like a shorter one
    const symbol = this.#find(
      view.getInt32(start, true),
      view.getInt32(start + 4, true),
      view.getInt32(start + 8, true),
      d,
    );
    return (this.#kinds[symbol]! & kind) === 0 ? NONE : symbol;
  }

  #find(a: number, b: number, c: number, d: number): SymbolId {
    const slots = this.#slots;
    const words = this.#words;
    const wrap = slots.length - 1;
    for (let slot = hash(a, b, c, d) & wrap; ; slot = (slot + 1) & wrap) {
      const symbol = slots[slot]!;
      const at = symbol << 2;
      if (words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d) return symbol;
      if (symbol === NONE) return NONE;
    }
  }

  #add(a: number, b: number, c: number, d: number): SymbolId {
    const symbol = this.#next();
    const words = this.#words;
    const at = symbol << 2;
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    this.#put(symbol);
    return symbol;
  }

  /** The text is a string of its own: a slice of a chunk would keep the whole chunk alive. */
  #internLong(text: string): SymbolId {
    const known = this.#long.get(text);
    if (known !== undefined) return known;
    const symbol = this.#next();
    this.#long.set(text, symbol);
    this.#longTexts.set(symbol, text);
    return symbol;
  }

  #next(): SymbolId {
    if (this.#size === this.#kinds.length) this.#grow();
    return this.#size++;
  }

  #put(symbol: SymbolId): void {
    const slots = this.#slots;
    const words = this.#words;
    const wrap = slots.length - 1;
    const at = symbol << 2;
    let slot = hash(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!) & wrap;
    while (slots[slot] !== 0) slot = (slot + 1) & wrap;
    slots[slot] = symbol;
  }

  #grow(): void {
    const kinds = new Uint8Array(this.#kinds.length * 2);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    const words = new Int32Array(this.#words.length * 2);
    words.set(this.#words);
    this.#words = words;
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let symbol = 1; symbol < this.#size; symbol++) if (!this.#longTexts.has(symbol)) this.#put(symbol);
  }
}

/** The products do not wait for each other; the last one brings all bits to the low ones. */
function hash(a: number, b: number, c: number, d: number): number {
  const sum =
    Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b) + Math.imul(c, 0x27d4eb2f) + Math.imul(d, 0x165667b1);
  const mixed = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
