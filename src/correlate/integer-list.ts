import { doubled } from '../model/doubled.js';
const FIRST_ROOM = 1 << 10;

/** A list of integers that keeps its room when it is emptied: an array would be made anew again and again. */
export class IntegerList {
  private integers = new Int32Array(FIRST_ROOM);
  private count = 0;

  get length(): number {
    return this.count;
  }

  at(index: number): number {
    return this.integers[index]!;
  }

  push(integer: number): void {
    if (this.count === this.integers.length) this.integers = doubled(this.integers);
    this.integers[this.count++] = integer;
  }

  clear(): void {
    this.count = 0;
  }
}
