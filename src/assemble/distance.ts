/** See docs/assembly.md. */
const COST = 0.5;

const TABULATED = 1 << 13;
/** To ask for all of them takes a millisecond, and most logs need few. */
const costs = new Float64Array(TABULATED).fill(NaN);

/** The more lines of others stand between two lines, the less likely they are of one record. */
export function distanceCost(seq: number, next: number): number {
  const lines = next - seq;
  if (lines >= TABULATED) return COST * Math.log2(lines);
  const known = costs[lines]!;
  return Number.isNaN(known) ? (costs[lines] = COST * Math.log2(lines)) : known;
}
