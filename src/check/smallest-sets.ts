/** Sets of more members are looked for one member at a time, each time taking what sees most. */
const MOST_EXACT = 3;
/** Of more candidates those are looked at that see most. */
const MOST_CANDIDATES = 40;

/**
 * The smallest sets of candidates such that each row contains a member: all of them where they have up to three
 * members. None where a row contains no candidate.
 */
export function smallestSets<Candidate>(
  rows: readonly ReadonlySet<Candidate>[],
  candidates: readonly Candidate[],
): Candidate[][] {
  const useful = candidates
    .map((candidate) => ({ candidate, rows: new Set(rows.filter((row) => row.has(candidate))) }))
    .filter((one) => one.rows.size > 0)
    .sort((a, b) => b.rows.size - a.rows.size);
  if (rows.length === 0 || !rows.every((row) => useful.some((one) => one.rows.has(row)))) return [];
  const considered = useful.slice(0, MOST_CANDIDATES);
  for (let size = 1; size <= MOST_EXACT; size++) {
    const found = [...combinations(considered, size)].filter((set) =>
      rows.every((row) => set.some((one) => one.rows.has(row))),
    );
    if (found.length > 0) return found.map((set) => set.map(({ candidate }) => candidate));
  }
  return [greedy(useful, rows)];
}

function* combinations<Item>(items: readonly Item[], size: number, from = 0): Generator<Item[]> {
  if (size === 0) yield [];
  else {
    for (let i = from; i <= items.length - size; i++) {
      for (const rest of combinations(items, size - 1, i + 1)) yield [items[i]!, ...rest];
    }
  }
}

interface Useful<Candidate> {
  readonly candidate: Candidate;
  readonly rows: ReadonlySet<ReadonlySet<Candidate>>;
}

function greedy<Candidate>(
  useful: readonly Useful<Candidate>[],
  rows: readonly ReadonlySet<Candidate>[],
): Candidate[] {
  const chosen: Candidate[] = [];
  let left = [...rows];
  while (left.length > 0) {
    const gain = ({ rows: own }: Useful<Candidate>): number => left.filter((row) => own.has(row)).length;
    const best = useful.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    chosen.push(best.candidate);
    left = left.filter((row) => !best.rows.has(row));
  }
  return chosen;
}
