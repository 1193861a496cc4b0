/** Bytes that are copied in one step. */
const STEP = 4;
const FIRST_ROOM = 1 << 13;
/** A UTF-16 unit takes at most so many bytes of UTF-8. */
const BYTES_OF_UNIT = 3;
/** Of a number that is put together here. */
const MOST_DIGITS = 9;

/** A text in UTF-8 that others can be copied from: what stands behind it may be read, too. */
export interface Piece {
  readonly bytes: DataView;
  readonly start: number;
  readonly length: number;
}

/** Room for pieces, of so many bytes together. */
export function roomForPieces(bytes: number): Buffer {
  return Buffer.alloc(bytes + STEP);
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

export function pieceOf(text: string): Piece {
  const length = Buffer.byteLength(text);
  const bytes = roomForPieces(length);
  bytes.write(text);
  return { bytes: viewOf(bytes), start: 0, length };
}

/**
 * A text in UTF-8 that is put together of pieces. To join strings, and to encode what comes of that, takes several times as
 * long: each piece is an object, and each byte is copied twice.
 */
export class ByteText {
  private room: Buffer;
  private view: DataView;
  private used = 0;

  /** There is room for so many bytes at first. */
  constructor(bytes = FIRST_ROOM) {
    this.room = Buffer.allocUnsafeSlow(bytes);
    this.view = viewOf(this.room);
  }

  /** In bytes. */
  get length(): number {
    return this.used;
  }

  /** What was put here since `clear`; lent: good until more is put here. */
  get bytes(): Uint8Array {
    return this.room.subarray(0, this.used);
  }

  clear(): void {
    this.used = 0;
  }

  put({ bytes, start, length }: Piece): void {
    this.copy(bytes, start, length);
  }

  /** Puts the bytes of a piece here; up to three that stand behind it may be read, and are written over. */
  copy(from: DataView, start: number, length: number): void {
    this.reserve(length);
    const { view, used } = this;
    for (let at = 0; at < length; at += STEP) view.setInt32(used + at, from.getInt32(start + at, true), true);
    this.used = used + length;
  }

  /** Puts here once more what stands here already. */
  repeat(start: number, length: number): void {
    this.reserve(length);
    this.copy(this.view, start, length);
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.room.set(bytes, this.used);
    this.used += bytes.length;
  }

  text(text: string): void {
    this.reserve(text.length * BYTES_OF_UNIT);
    this.used += this.room.write(text, this.used);
  }

  /** A whole number from 0 on, in decimal. */
  natural(number: number): void {
    if (number >= 1e9) return this.text(String(number));
    this.reserve(MOST_DIGITS);
    const thousands = (number / 1000) | 0;
    if (thousands === 0) return this.digits(number);
    const millions = (thousands / 1000) | 0;
    if (millions === 0) this.digits(thousands);
    else {
      this.digits(millions);
      this.threeDigits(thousands - millions * 1000);
    }
    this.threeDigits(number - thousands * 1000);
  }

  /** A number below a million, with zeros in front. */
  sixDigits(number: number): void {
    this.reserve(MOST_DIGITS);
    const thousands = (number / 1000) | 0;
    this.threeDigits(thousands);
    this.threeDigits(number - thousands * 1000);
  }

  /** A number below 1000. */
  private digits(number: number): void {
    const count = number < 10 ? 1 : number < 100 ? 2 : 3;
    this.view.setInt32(this.used, threeDigits(number) >> (8 * (3 - count)), true);
    this.used += count;
  }

  private threeDigits(number: number): void {
    this.view.setInt32(this.used, threeDigits(number), true);
    this.used += 3;
  }

  private reserve(bytes: number): void {
    const needed = this.used + bytes + STEP;
    if (needed <= this.room.length) return;
    const room = Buffer.allocUnsafeSlow(Math.max(needed, this.room.length * 2));
    this.room.copy(room, 0, 0, this.used);
    this.room = room;
    this.view = viewOf(room);
  }
}

/** The digits of a number below 1000, a byte each, the first one lowest. */
function threeDigits(number: number): number {
  const hundreds = (number / 100) | 0;
  const tens = ((number - hundreds * 100) / 10) | 0;
  const ones = number - hundreds * 100 - tens * 10;
  return 0x303030 + hundreds + (tens << 8) + (ones << 16);
}
