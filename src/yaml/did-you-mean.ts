import { quoted } from './shown-text.js';

/** Nobody misspells a word this long and still has it alike. */
const LONGEST = 40;

/** `, did you mean "address"?` where one of the candidates is close to the word, else nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const found = closest(word, candidates);
  return found === undefined ? '' : `, did you mean ${quoted(found)}?`;
}

/** The candidate that takes the fewest edits: one for each three letters at most, case being none. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of candidates) {
    const most = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    // A word of one letter is one edit away from every other.
    const isAlike = edits <= most && edits < word.length;
    if (isAlike && (best === undefined || edits < best.edits)) best = { candidate, edits };
  }
  return best?.candidate;
}

/**
 * How many letters must be put in, taken out, replaced or swapped with their neighbour to make `b` of `a`
 * (Damerau and Levenshtein, "optimal string alignment": no letter is edited twice).
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforeLast, j - 2) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
