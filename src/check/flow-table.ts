import { doubled } from '../model/doubled.js';
/** Where a flow is; never 0. */
export type FlowPlace = number;

/** A flow is a row: its id as a double, its neighbours in the order of coming, and what is kept of it from OWN on. */
export const FIELDS = 8;
const [ID, BEFORE, BEHIND] = [0, 2, 3] as const;
export const OWN = 4;

const FIRST_ROWS = 1 << 8;

/**
 * A map from the ids of flows to rows of integers, in the order in which they came. A `Map` would be made anew again and
 * again, as tens of thousands come and go.
 */
export class FlowTable {
  /** The row at 0 is nobody's, and the neighbour of the first and of the last one. */
  integers = new Int32Array(FIRST_ROWS * FIELDS);
  private numbers = new Float64Array(this.integers.buffer);
  private used = FIELDS;
  private readonly free: FlowPlace[] = [];
  /** Open addressing, in twice as many slots as there are rows; 0 is free. */
  private slots = new Int32Array(FIRST_ROWS * 2);

  /** 0 where there is none. */
  find(id: number): FlowPlace {
    return this.slots[this.slotOf(id)]!;
  }

  /** A row of zeros for an id that has none. */
  add(id: number): FlowPlace {
    const at = this.free.pop() ?? this.next();
    const { integers } = this;
    const last = integers[BEFORE]!;
    integers.fill(0, at, at + FIELDS);
    this.numbers[(at + ID) >> 1] = id;
    integers[at + BEFORE] = last;
    integers[last + BEHIND] = at;
    integers[BEFORE] = at;
    this.slots[this.slotOf(id)] = at;
    return at;
  }

  delete(at: FlowPlace): void {
    const { integers } = this;
    this.empty(this.slotOf(this.idOf(at)));
    integers[integers[at + BEFORE]! + BEHIND] = integers[at + BEHIND]!;
    integers[integers[at + BEHIND]! + BEFORE] = integers[at + BEFORE]!;
    this.free.push(at);
  }

  get ids(): number[] {
    const ids: number[] = [];
    for (let at = this.integers[BEHIND]!; at !== 0; at = this.integers[at + BEHIND]!) ids.push(this.idOf(at));
    return ids;
  }

  private idOf(at: FlowPlace): number {
    return this.numbers[(at + ID) >> 1]!;
  }

  /** The slot that has the id, or the free one where it belongs. */
  private slotOf(id: number): number {
    const { slots } = this;
    let slot = this.homeOf(id);
    while (slots[slot] !== 0 && this.idOf(slots[slot]!) !== id) slot = (slot + 1) & (slots.length - 1);
    return slot;
  }

  private homeOf(id: number): number {
    const hash = Math.imul(id | 0, 0x9e3779b1);
    return (hash ^ (hash >>> 15)) & (this.slots.length - 1);
  }

  /** Frees a slot, and moves those behind it that were put there because it was taken. */
  private empty(slot: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let hole = slot;
    for (let next = (hole + 1) & mask; slots[next] !== 0; next = (next + 1) & mask) {
      const home = this.homeOf(this.idOf(slots[next]!));
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      slots[hole] = slots[next]!;
      hole = next;
    }
    slots[hole] = 0;
  }

  private next(): FlowPlace {
    const at = this.used;
    this.used += FIELDS;
    if (this.used > this.integers.length) this.grow();
    return at;
  }

  private grow(): void {
    this.integers = doubled(this.integers);
    this.numbers = new Float64Array(this.integers.buffer);
    this.slots = new Int32Array(this.slots.length * 2);
    for (let at = this.integers[BEHIND]!; at !== 0; at = this.integers[at + BEHIND]!)
      this.slots[this.slotOf(this.idOf(at))] = at;
  }
}
