import { UsersError } from '../model/users-error.js';
import { AT, SHORT, TEXTS } from './memory-layout.js';
import { Memory } from './wasm/engine.js';

/** How far behind a text the memory reaches: recogniser and symbol table load whole words. */
const PADDING = 64;
const PAGE = 1 << 16;
/** Enough for a small log; many are read in one process. */
const FIRST_TEXTS = 1 << 16;
const FIRST_SYMBOLS = 1 << 12;
const FIRST_SLOTS = 1 << 12;

const SLOT_BYTES = 8; // two slots of four bytes

/**
 * The memory of the recognisers and the symbol table: texts that are being recognised, and the symbols. Pages that
 * nobody has touched cost nothing, so it grows by much at a time.
 */
export class LineMemory {
  readonly memory: Memory;
  /** All of it, anew whenever it has grown. */
  bytes: Buffer;
  words: Int32Array;
  #textEnd = TEXTS;

  constructor() {
    const end = endOf(TEXTS + FIRST_TEXTS, FIRST_SYMBOLS);
    this.memory = allocate(Math.ceil(end / PAGE));
    this.bytes = Buffer.from(this.memory.buffer);
    this.words = new Int32Array(this.memory.buffer);
    this.#set(AT.size, 1);
    this.#set(AT.slotMask, FIRST_SLOTS - 1);
    this.#place(TEXTS + FIRST_TEXTS, FIRST_SYMBOLS);
  }

  /** How many symbols there are, and NONE. */
  get size(): number {
    return this.#get(AT.size);
  }

  /** A new symbol, whose text is kept elsewhere. */
  addSymbol(): number {
    const symbol = this.size;
    this.reserve(1);
    this.#set(AT.size, symbol + 1);
    this.bytes.fill(0, this.row(symbol), this.row(symbol + 1));
    return symbol;
  }

  /** Where the 16 bytes of a symbol's text are. */
  row(symbol: number): number {
    return this.#get(AT.rows) + symbol * SHORT;
  }

  /** Makes room for so many more symbols. */
  reserve(symbols: number): void {
    const capacity = this.#get(AT.capacity);
    const needed = this.size + symbols;
    if (needed > capacity) this.#move(this.#textLimit, Math.max(needed, capacity * 2));
  }

  /** Copies the first bytes of a buffer, up to `length`, behind the texts that are there. Returns where they are. */
  load(bytes: Uint8Array, length: number): number {
    const base = this.#textEnd;
    const end = base + length + PADDING;
    if (end > this.#textLimit) this.#move(TEXTS + (end - TEXTS) * 2, this.#get(AT.capacity));
    this.bytes.set(bytes.subarray(0, length), base);
    this.#textEnd = (end + 7) & -8;
    return base;
  }

  /** Forgets the text at `base` and those behind it. */
  unload(base: number): void {
    this.#textEnd = base;
  }

  get #textLimit(): number {
    return this.#get(AT.slots);
  }

  /** Moves the symbols up, to where texts end now, and makes room for so many. */
  #move(textLimit: number, capacity: number): void {
    const from = { slots: this.#textLimit, rows: this.#get(AT.rows), kinds: this.#get(AT.kinds) };
    const missing = endOf(textLimit, capacity) - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    this.bytes = Buffer.from(this.memory.buffer);
    this.words = new Int32Array(this.memory.buffer);
    this.#place(textLimit, capacity);
    // What stands last moves first: nothing is written over before it has moved.
    const { bytes, size } = this;
    const kinds = this.#get(AT.kinds);
    bytes.copyWithin(kinds, from.kinds, from.kinds + size);
    bytes.fill(0, kinds + size, kinds + capacity);
    bytes.copyWithin(this.row(0), from.rows, from.rows + size * SHORT);
    bytes.copyWithin(textLimit, from.slots, from.slots + (this.#get(AT.slotMask) + 1) * 4);
  }

  #place(textLimit: number, capacity: number): void {
    this.#set(AT.capacity, capacity);
    this.#set(AT.slots, textLimit);
    this.#set(AT.rows, textLimit + capacity * SLOT_BYTES);
    this.#set(AT.kinds, textLimit + capacity * (SLOT_BYTES + SHORT));
  }

  #get(word: number): number {
    return this.words[word >> 2]!;
  }

  #set(word: number, value: number): void {
    this.words[word >> 2] = value;
  }
}

function endOf(textLimit: number, capacity: number): number {
  return textLimit + capacity * (SLOT_BYTES + SHORT + 1);
}

/** Node sets aside 10 GiB of addresses, not of memory, to find accesses beyond the end without asking each time. */
function allocate(pages: number): Memory {
  try {
    return new Memory({ initial: pages });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsersError(
      'there are too few addresses for WebAssembly (ulimit -v): raise the limit, or run with NODE_OPTIONS=--disable-wasm-trap-handler',
      { cause: error },
    );
  }
}
