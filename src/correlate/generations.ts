const FIRST_KEYS = 1 << 10;

/**
 * A map from small integers that forgets: what was neither set nor got since the turn before the last is handed out
 * and gone. Turning costs one pass over what leaves, so what is held is bounded by two generations. Keys are symbols,
 * which are dense, so they are indexes: nothing is hashed.
 */
export class Generations<Value> {
  /** By key. */
  private readonly values = Array.from<Value | undefined>({ length: FIRST_KEYS });
  /** By key: the generation in which it was last set or got. */
  private touched = new Int32Array(FIRST_KEYS);
  /** The generation that is under way; 0 stands for never. */
  private now = 1;
  /** The keys that came into each generation, in this order; some of the old ones have come into the young one since. */
  private young: number[] = [];
  private old: number[] = [];

  get youngSize(): number {
    return this.young.length;
  }

  /** Keeps what it finds from being forgotten at the next turn. */
  get(key: number): Value | undefined {
    const value = this.values[key];
    if (value !== undefined && this.touched[key] !== this.now) this.touch(key);
    return value;
  }

  set(key: number, value: Value): void {
    if (key >= this.touched.length) this.grow(key);
    this.values[key] = value;
    if (this.touched[key] !== this.now) this.touch(key);
  }

  /** Takes out what has a property, the oldest first. */
  take(has: (value: Value) => boolean): Value[] {
    return [...this.takeOut(this.old, this.now - 1, has), ...this.takeOut(this.young, this.now, has)];
  }

  /** Makes the young generation the old one and returns what was still in that. */
  turn(): Value[] {
    const leaving = this.takeOut(this.old, this.now - 1);
    this.old = this.young;
    this.young = [];
    this.now++;
    return leaving;
  }

  /** Empties both generations and returns all that was in them. */
  clear(): Value[] {
    const leaving = [...this.takeOut(this.old, this.now - 1), ...this.takeOut(this.young, this.now)];
    this.old = [];
    this.young = [];
    this.now += 2; // Nothing is of a generation that was before.
    return leaving;
  }

  private touch(key: number): void {
    this.touched[key] = this.now;
    this.young.push(key);
  }

  private takeOut(
    keys: readonly number[],
    generation: number,
    has: (value: Value) => boolean = () => true,
  ): Value[] {
    const leaving: Value[] = [];
    for (const key of keys) {
      const value = this.values[key];
      if (value === undefined || this.touched[key] !== generation || !has(value)) continue;
      leaving.push(value);
      this.values[key] = undefined;
    }
    return leaving;
  }

  private grow(key: number): void {
    const touched = new Int32Array(Math.max(key + 1, this.touched.length * 2));
    touched.set(this.touched);
    this.touched = touched;
    // An array that is filled from its beginning stays a plain one, however its keys come.
    while (this.values.length < touched.length) this.values.push(undefined);
  }
}
