/** See docs/assembly.md. */
const COST = 0.5;

const TABULATED = 1 << 13;
const COSTS = Float64Array.from({ length: TABULATED }, (_, lines) => COST * Math.log2(lines));

/** The more lines of others stand between two lines, the less likely they are of one record. */
export function distanceCost(seq: number, next: number): number {
  const lines = next - seq;
  return lines < TABULATED ? COSTS[lines]! : COST * Math.log2(lines);
}
