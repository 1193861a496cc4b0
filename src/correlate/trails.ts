import { doubled } from '../model/doubled.js';
import { ROW } from '../model/entry-row.js';

/** Rows in the smallest block: most packets have fewer entries. */
export const LEAST_ROWS = 8;
/** So many integers at first. The row at 0 is nobody's: a place is never 0. */
const FIRST_INTEGERS = 1 << 12;

/**
 * The older entries of all packets that are under way, as rows of one array. A packet has a block of rows, which it
 * leaves for one of twice the size when it is full.
 */
export class Trails {
  rows = new Int32Array(FIRST_INTEGERS);
  private used = ROW;
  /** Blocks that are free, by their number of rows. */
  private readonly free = new Map<number, number[]>();

  /** A block of rows: the place of the first one. */
  take(rows: number): number {
    const known = this.free.get(rows)?.pop();
    if (known !== undefined) return known;
    const block = this.used;
    this.used += rows * ROW;
    while (this.used > this.rows.length) this.grow();
    return block;
  }

  /** Moves a block's rows into one of twice the size. */
  enlarge(block: number, rows: number): number {
    const larger = this.take(rows * 2);
    this.rows.copyWithin(larger, block, block + rows * ROW);
    this.giveBack(block, rows);
    return larger;
  }

  giveBack(block: number, rows: number): void {
    const free = this.free.get(rows);
    if (free === undefined) this.free.set(rows, [block]);
    else free.push(block);
  }

  private grow(): void {
    this.rows = doubled(this.rows);
  }
}
