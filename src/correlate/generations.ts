/**
 * A map that forgets: what was neither set nor got since the turn before the last is handed out and gone.
 * Turning costs one pass over what leaves, so memory is bounded by what two generations hold.
 */
export class Generations<Value> {
  private young = new Map<number, Value>();
  private old = new Map<number, Value>();

  get youngSize(): number {
    return this.young.size;
  }

  /** Keeps what it finds from being forgotten at the next turn. */
  get(key: number): Value | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: number, value: Value): void {
    this.young.set(key, value);
    this.old.delete(key);
  }

  /** Takes out what has a property, the oldest first. */
  take(has: (value: Value) => boolean): Value[] {
    const taken: Value[] = [];
    for (const generation of [this.old, this.young]) {
      for (const [key, value] of generation) {
        if (!has(value)) continue;
        generation.delete(key);
        taken.push(value);
      }
    }
    return taken;
  }

  /** Makes the young generation the old one and returns what was still in that. */
  turn(): Iterable<Value> {
    const leaving = this.old;
    this.old = this.young;
    this.young = new Map();
    return leaving.values();
  }

  /** Empties both generations and returns all that was in them. */
  clear(): Value[] {
    const leaving = [...this.old.values(), ...this.young.values()];
    this.young = new Map();
    this.old = new Map();
    return leaving;
  }
}
