import { ByteText } from '../report/byte-text.js';
import type { Output } from './output.js';

/** Bytes of one piece of memory, of which the last may stay free: a line is hardly ever longer. */
const PIECE = 1 << 20;
const LAST = 1 << 14;

/**
 * Lines that are to come behind all others, or behind all that came before there were too many of them. They are bytes,
 * as a hundred thousand strings would be moved about by the collector.
 */
export class HeldLines {
  private readonly out: Output;
  private readonly most: number;
  private count = 0;
  private readonly pieces = [new ByteText(PIECE)];
  /** The piece that is being filled; those behind it are empty. */
  private last = 0;

  /** No more than `most` lines are held. */
  constructor(out: Output, most: number) {
    this.out = out;
    this.most = most;
  }

  add(line: string): void {
    const piece = this.pieces[this.last]!;
    piece.text(line);
    if (piece.length >= PIECE - LAST) this.pieces[++this.last] ??= new ByteText(PIECE);
    this.count++;
    if (this.count >= this.most) this.release();
  }

  /** Writes the lines that are held. The memory is kept for others. */
  release(): void {
    for (const piece of this.pieces) {
      this.out.write(piece.bytes);
      piece.clear();
    }
    this.last = 0;
    this.count = 0;
  }
}
