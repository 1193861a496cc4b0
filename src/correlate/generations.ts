import { IntegerList } from './integer-list.js';

/** A key has two integers: its value, and the generation in which it was last set or got. */
const FIELDS = 2;
const FIRST_KEYS = 1 << 10;

/**
 * A map from small integers to integers other than 0 that forgets: what was neither set nor got since the turn before
 * the last is handed out and gone. Turning costs one pass over what leaves, so what is held is bounded by two
 * generations. Keys are symbols, which are dense, so they are indexes: nothing is hashed.
 */
export class Generations {
  private slots = new Int32Array(FIRST_KEYS * FIELDS);
  /** The generation that is under way; 0 stands for never. */
  private now = 1;
  /** The keys that came into each generation, in this order; some of the old ones have come into the young one since. */
  private young = new IntegerList();
  private old = new IntegerList();

  get youngSize(): number {
    return this.young.length;
  }

  /** 0 where there is none. Keeps what it finds from being forgotten at the next turn. */
  get(key: number): number {
    const at = key * FIELDS;
    const value = at < this.slots.length ? this.slots[at]! : 0;
    if (value !== 0 && this.slots[at + 1] !== this.now) this.touch(key);
    return value;
  }

  set(key: number, value: number): void {
    const at = key * FIELDS;
    if (at >= this.slots.length) this.grow(at);
    this.slots[at] = value;
    if (this.slots[at + 1] !== this.now) this.touch(key);
  }

  /** Takes out what has a property, the oldest first. */
  take(has: (value: number) => boolean): number[] {
    return [...this.takeOut(this.old, this.now - 1, has), ...this.takeOut(this.young, this.now, has)];
  }

  /** Makes the young generation the old one and returns what was still in that. */
  turn(): number[] {
    const leaving = this.takeOut(this.old, this.now - 1);
    this.old.clear();
    [this.young, this.old] = [this.old, this.young];
    this.now++;
    return leaving;
  }

  /** Empties both generations and returns all that was in them. */
  clear(): number[] {
    const leaving = [...this.takeOut(this.old, this.now - 1), ...this.takeOut(this.young, this.now)];
    this.old.clear();
    this.young.clear();
    this.now += 2; // Nothing is of a generation that was before.
    return leaving;
  }

  private touch(key: number): void {
    this.slots[key * FIELDS + 1] = this.now;
    this.young.push(key);
  }

  private takeOut(
    keys: IntegerList,
    generation: number,
    has: (value: number) => boolean = () => true,
  ): number[] {
    const leaving: number[] = [];
    for (let index = 0; index < keys.length; index++) {
      const at = keys.at(index) * FIELDS;
      const value = this.slots[at]!;
      if (value === 0 || this.slots[at + 1] !== generation || !has(value)) continue;
      leaving.push(value);
      this.slots[at] = 0;
    }
    return leaving;
  }

  private grow(at: number): void {
    const larger = new Int32Array(Math.max(at + FIELDS, this.slots.length * 2));
    larger.set(this.slots);
    this.slots = larger;
  }
}
