import type { Output } from './output.js';

/** Bytes of one piece of memory. */
const PIECE = 1 << 20;
/** A UTF-16 unit takes at most so many bytes of UTF-8. */
const BYTES_OF_UNIT = 3;

/**
 * Lines that are to come behind all others, or behind all that came before there were too many of them. They are bytes,
 * as a hundred thousand strings would be moved about by the collector.
 */
export class HeldLines {
  private readonly out: Output;
  private readonly most: number;
  private count = 0;
  private readonly pieces: Buffer[] = [];
  /** How much of each piece is filled; the last one is being filled. */
  private used = [0];

  /** No more than `most` lines are held. */
  constructor(out: Output, most: number) {
    this.out = out;
    this.most = most;
  }

  add(line: string): void {
    const piece = this.pieceFor(line.length * BYTES_OF_UNIT);
    const last = this.used.length - 1;
    this.used[last]! += piece.write(line, this.used[last]!, 'utf8');
    this.count++;
    if (this.count >= this.most) this.release();
  }

  /** Writes the lines that are held. The memory is kept for others. */
  release(): void {
    this.used.forEach((used, i) => used > 0 && this.out.write(this.pieces[i]!.subarray(0, used)));
    this.used = [0];
    this.count = 0;
  }

  /** A piece with room for so many bytes behind what is filled. */
  private pieceFor(bytes: number): Buffer {
    const last = this.used.length - 1;
    const piece = this.pieces[last];
    if (piece !== undefined && this.used[last]! + bytes <= piece.length) return piece;
    if (this.used[last] === 0) return (this.pieces[last] = Buffer.allocUnsafeSlow(Math.max(PIECE, bytes)));
    this.used.push(0);
    return this.pieceFor(bytes);
  }
}
