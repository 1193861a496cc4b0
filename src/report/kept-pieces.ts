import { roomForPieces, viewOf, type ByteText } from './byte-text.js';

/** So many texts are kept at first. */
const FEW = 1 << 8;
/** And so many at most: more than a host has devices, namespaces, addresses and skbs at one time. */
const MOST = 1 << 14;
/** By how much the table grows. */
const GROWTH = 4;
/** In front of each text: the words of its key, and its length. */
const LENGTH = 4;
const WORDS = 5;
const WORD = 4;
/** The length of a text that is still to be set. */
const NOT_SET = 0;
/** The length of a text that has no room here, or is not in ASCII. */
const ELSEWHERE = -1;

/**
 * Texts by four integers (and a name, where that decides, too). A table in which a newer text takes the place of an older
 * one, so that no log fills the memory. Key and text lie side by side.
 */
export class KeptPieces {
  private readonly most: number;
  private readonly stride: number;
  private readonly isNamed: boolean;
  private mask = 0;
  private words: Int32Array = new Int32Array();
  private room: Buffer = Buffer.alloc(0);
  private view = viewOf(this.room);
  private names: string[] = [];
  private long = new Map<number, string>();
  /** Texts that came since the table has grown. */
  private added = 0;
  private slot = 0;

  /** Most texts have at most so many bytes, a multiple of four. */
  constructor(bytes: number, isNamed = false) {
    this.most = bytes;
    this.stride = WORDS * WORD + bytes;
    this.isNamed = isNamed;
    this.makeRoom(FEW);
  }

  /**
   * Whether there is a text of this key; `set` gives it another, or its first one, and `putInto` is about it. Symbols are
   * dense, so those that come first in a key do not collide with each other.
   */
  has(a: number, b = 0, c = 0, d = 0, name = ''): boolean {
    let hash = Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f);
    hash ^= hash >>> 15;
    const place = a + (hash ^ (hash >>> 7));
    this.slot = place & this.mask;
    const at = (this.slot * this.stride) / WORD;
    const { words } = this;
    if (words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d)
      if (words[at + LENGTH] !== NOT_SET && (!this.isNamed || this.names[this.slot] === name)) return true;
    if (++this.added > this.mask && this.mask < MOST - 1) this.makeRoom((this.mask + 1) * GROWTH);
    this.slot = place & this.mask;
    this.words.set([a, b, c, d, NOT_SET], (this.slot * this.stride) / WORD);
    if (this.isNamed) this.names[this.slot] = name;
    return false;
  }

  /** The text is not empty. */
  set(text: string): void {
    const { slot, stride, most } = this;
    const at = slot * stride;
    const isShort = text.length <= most && this.writeAscii(text, at + WORDS * WORD);
    this.words[at / WORD + LENGTH] = isShort ? text.length : ELSEWHERE;
    if (!isShort) this.long.set(slot, text);
  }

  putInto(out: ByteText): void {
    const at = this.slot * this.stride;
    const length = this.words[at / WORD + LENGTH]!;
    if (length === ELSEWHERE) out.text(this.long.get(this.slot)!);
    else out.copy(this.view, at + WORDS * WORD, length);
  }

  /** False where the text has other characters. */
  private writeAscii(text: string, at: number): boolean {
    const { room } = this;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 127) return false;
      room[at + i] = unit;
    }
    return true;
  }

  /** Makes a table of so many texts, which is empty: they come again soon enough. */
  private makeRoom(slots: number): void {
    this.room = roomForPieces(slots * this.stride);
    this.words = new Int32Array(this.room.buffer, this.room.byteOffset, (slots * this.stride) / WORD);
    this.view = viewOf(this.room);
    this.names = [];
    this.long = new Map();
    this.mask = slots - 1;
    this.added = 0;
  }
}
