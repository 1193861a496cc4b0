import { roomForPieces, viewOf, type ByteText } from './byte-text.js';

/** Pieces that are kept of each kind: more than a host has devices, namespaces, addresses and skbs at one time. */
const KEPT = 1 << 14;
/** In front of each text: the words of its key, and its length. */
const LENGTH = 4;
const WORDS = 5;
const WORD = 4;
/** The length of a text that has no room here, or is not in ASCII. */
const ELSEWHERE = -1;

/**
 * Texts by four integers (and a name, where that decides, too). A table of fixed size, in which a newer text takes the
 * place of an older one, so that no log fills the memory. Key and text lie side by side.
 */
export class KeptPieces {
  private readonly most: number;
  private readonly stride: number;
  private readonly room: Buffer;
  private readonly words: Int32Array;
  private readonly view: DataView;
  private readonly names: string[] | null;
  private readonly long = new Map<number, string>();
  private slot = 0;

  /** Most texts have at most so many bytes, a multiple of four. */
  constructor(bytes: number, named = false) {
    this.most = bytes;
    this.stride = WORDS * WORD + bytes;
    this.room = roomForPieces(KEPT * this.stride);
    this.words = new Int32Array(this.room.buffer, this.room.byteOffset, (KEPT * this.stride) / WORD);
    this.view = viewOf(this.room);
    this.names = named ? [] : null;
  }

  /**
   * Whether there is a text of this key; `set` gives it another, or its first one, and `putInto` is about it. Symbols are
   * dense, so those that come first in a key do not collide with each other.
   */
  has(a: number, b = 0, c = 0, d = 0, name = ''): boolean {
    let hash = Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f);
    hash ^= hash >>> 15;
    const slot = (a + (hash ^ (hash >>> 7))) & (KEPT - 1);
    this.slot = slot;
    const { words, names } = this;
    const at = (slot * this.stride) / WORD;
    if (words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d)
      if (words[at + LENGTH] !== 0 && (names === null || names[slot] === name)) return true;
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    if (names !== null) names[slot] = name;
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

  putInto(out: ByteText): void {
    const at = this.slot * this.stride;
    const length = this.words[at / WORD + LENGTH]!;
    if (length === ELSEWHERE) out.text(this.long.get(this.slot)!);
    else out.copy(this.view, at + WORDS * WORD, length);
  }
}
