import type { Comparison, Difference, Missing, Undecided } from '../model/difference.js';
import type { PathSet, Scenario } from '../model/path-set.js';
import { compareScenario, DIRECTIONS } from './compare-scenario.js';
import { pairScenarios } from './pair-scenarios.js';

export interface CompareOptions {
  /** How many times longer or shorter a median must be to be a difference; null: times are not compared. */
  readonly timing: number | null;
}

/** What differs between the paths of two captures, and what cannot be told. */
export function comparePaths(
  old: PathSet,
  fresh: PathSet,
  options: CompareOptions = { timing: null },
): Comparison {
  const { pairs, onlyOld, onlyNew } = pairScenarios(old.scenarios, fresh.scenarios);
  const doubts = { old: old.doubts, new: fresh.doubts };
  const compared = pairs.map((pair) => compareScenario(pair, doubts, options));
  const differences: Difference[] = compared.flatMap((one) => one.differences);
  const missing: Missing[] = [
    ...compared.flatMap((one) => one.missing),
    ...onlyOld.flatMap((scenario) => unpaired(scenario, 'old')),
    ...onlyNew.flatMap((scenario) => unpaired(scenario, 'new')),
  ];
  const undecided: Undecided[] = [
    ...compared.flatMap((one) => one.undecided),
    ...captureDoubts(old, 'old'),
    ...captureDoubts(fresh, 'new'),
    ...(options.timing === null ? [] : [...timeless(old, 'old'), ...timeless(fresh, 'new')]),
  ];
  const same = compared.filter(
    (one) => one.differences.length + one.missing.length + one.undecided.length === 0,
  );
  return {
    differences,
    missing,
    undecided,
    same: { scenarios: same.length, paths: compared.reduce((sum, { alike }) => sum + alike, 0) },
  };
}

function unpaired({ server, published, from, paths }: Scenario, only: 'old' | 'new'): Missing[] {
  return DIRECTIONS.flatMap((direction): Missing[] => {
    const own = paths.filter((path) => path.direction === direction);
    if (own.length === 0) return [];
    const packets = own.some((path) => path.packets === null)
      ? null
      : own.reduce((sum, path) => sum + path.packets!, 0);
    return [{ kind: 'traffic', scenario: { server, published, from }, direction, only, packets }];
  });
}

/** A snapshot has no times, nor have some forms of log. */
function timeless({ scenarios }: PathSet, side: 'old' | 'new'): Undecided[] {
  const paths = scenarios.flatMap((scenario) => scenario.paths);
  if (paths.length === 0 || paths.some(({ times }) => times !== null)) return [];
  return [{ kind: 'capture', side, doubt: { kind: 'timeless', count: paths.length } }];
}

/** What is doubtful of a capture as a whole. */
export function captureDoubts({ doubts, scenarios }: PathSet, side: 'old' | 'new'): Undecided[] {
  const empty = scenarios.length === 0 ? [{ kind: 'empty' } as const] : [];
  return [...doubts, ...empty].map((doubt) => ({ kind: 'capture', side, doubt }));
}
