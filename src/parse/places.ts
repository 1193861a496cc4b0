/** No layer has more texts than this. */
const MOST = 8;

/** Places of the texts of one layer in a chunk. The numbers that stand for them count from 1; 0 is no text. */
export class Places {
  private readonly starts = new Int32Array(MOST).fill(-1);
  private readonly ends = new Int32Array(MOST).fill(-1);
  private count = 0;

  clear(): void {
    this.count = 0;
  }

  add(start: number, end: number): number {
    this.count++;
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    return this.count;
  }

  /** -1 where there is no text. */
  start(text: number): number {
    return this.starts[text]!;
  }

  end(text: number): number {
    return this.ends[text]!;
  }
}
