const MOST = 64;

/** A median of up to 64 of the values that were added, spread evenly over all of them. */
export class Sampled {
  private values: number[] = [];
  /** Every so many values one is kept; doubles whenever the room is full. */
  private stride = 1;
  private skipped = 0;

  add(value: number): void {
    if (++this.skipped < this.stride) return;
    this.skipped = 0;
    this.values.push(value);
    if (this.values.length < MOST) return;
    this.values = this.values.filter((_, i) => i % 2 === 1);
    this.stride *= 2;
  }

  /** NaN where nothing was added, or where any value is NaN. */
  get median(): number {
    const sorted = this.values.toSorted((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  }
}
