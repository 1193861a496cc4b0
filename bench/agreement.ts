import type { Contender, Counts } from './contenders.js';
import type { LogTruth } from './log/generate.js';

/**
 * What the counts of several programs on one log have against each other and against what the generator knows; empty
 * where they agree. The baselines' records are not compared: they put interleaving lines together greedily.
 */
export function disagreements(
  results: readonly { readonly contender: Contender; readonly counts: Counts }[],
  truth: LogTruth,
): string[] {
  const wanted: Counts = {
    lines: truth.lines,
    foreign: truth.foreign,
    trace: truth.lines - truth.foreign,
    malformed: 0,
    entries: truth.entries,
  };
  const wrong = results.flatMap(({ contender, counts }) =>
    (Object.keys(wanted) as (keyof Counts)[])
      .filter((key) => counts[key] !== undefined && counts[key] !== wanted[key])
      .map((key) => `${contender.name}: ${key} ${counts[key]} and not ${wanted[key]}`),
  );
  const jobs = new Map(
    results.flatMap(({ contender, counts }) => (counts.job ? [[counts.job, contender.name]] : [])),
  );
  if (jobs.size > 1)
    wrong.push(`the baselines differ: ${[...jobs].map((entry) => entry.join(' ')).join('; ')}`);
  return wrong;
}
