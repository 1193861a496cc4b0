/** See docs/assembly.md. */
const COST = 0.5;

const TABULATED = 1 << 13;
/** 0 where it is not known yet: to ask for all of them takes a millisecond, and most logs need few. */
const costs = new Float64Array(TABULATED);

/** The more lines of others stand between two lines, the less likely they are of one record. */
export function distanceCost(seq: number, next: number): number {
  const lines = next - seq;
  if (lines >= TABULATED) return COST * Math.log2(lines);
  return costs[lines]! || (costs[lines] = COST * Math.log2(lines));
}
