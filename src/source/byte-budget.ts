import type { LineChunks } from './line-chunks.js';

/** Puts the bytes of one input into chunks of lines, up to a limit. */
export class ByteBudget {
  private readonly chunks: LineChunks;
  private left: number;

  constructor(chunks: LineChunks, most: number) {
    this.chunks = chunks;
    this.left = most;
  }

  /** More came than may be read. */
  get isSpent(): boolean {
    return this.left < 0;
  }

  /** Where to put the next bytes directly; say so with `wrote`. */
  get space(): Buffer {
    return this.chunks.space;
  }

  wrote(count: number): void {
    const allowed = Math.min(count, this.left);
    this.left -= count;
    if (allowed > 0) this.chunks.wrote(allowed);
  }

  append(data: Buffer): void {
    for (let from = 0; from < data.length && !this.isSpent;) {
      const count = data.copy(this.chunks.space, 0, from);
      this.wrote(count);
      from += count;
    }
  }
}
