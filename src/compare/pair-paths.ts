import type { Side, Sides } from '../model/difference.js';
import { MOST_CLIENTS, type ScenarioPath } from '../model/path-set.js';
import { align } from './align.js';
import type { SortedPaths } from './sort-out.js';

/** Paths that only one side has, with what they are held against. */
export interface PairedPaths {
  readonly pairs: readonly Sides<ScenarioPath>[];
  /** Paths of clients of whom the other side shows nothing. */
  readonly foreign: readonly { readonly only: Side; readonly path: ScenarioPath }[];
}

/** More candidates are not tried for one path: aligning takes time. */
const MOST_CANDIDATES = 100;

/**
 * Pairs each path that only one side has with the path of the other side that is most like it: first those that only
 * the other side has, each once; where there is none left, one that both have, from which some packets have departed.
 */
export function pairPaths(sorted: Sides<SortedPaths>): PairedPaths {
  const pairs = closestPairs(sorted.old.own, sorted.new.own);
  const left = {
    old: sorted.old.own.filter((path) => !pairs.some((pair) => pair.old === path)),
    new: sorted.new.own.filter((path) => !pairs.some((pair) => pair.new === path)),
  };
  const foreign: { only: Side; path: ScenarioPath }[] = [];
  for (const only of ['old', 'new'] as const) {
    const other = only === 'old' ? 'new' : 'old';
    const doubtful = sorted[other].doubtful.map((one) => one.path);
    const candidates = [...doubtful, ...sorted[other].alike, ...sorted[other].own];
    for (const path of left[only]) {
      const partner = closest(path, candidates);
      if (partner === undefined || isForeign(path, sorted[only], candidates)) foreign.push({ only, path });
      // It may be that one: what is doubtful of it is told by itself.
      else if (doubtful.includes(partner)) continue;
      else pairs.push(only === 'old' ? { old: path, new: partner } : { old: partner, new: path });
    }
  }
  return { pairs, foreign };
}

/** Each path once, the most alike first; among equals, in their order. */
function closestPairs(old: readonly ScenarioPath[], fresh: readonly ScenarioPath[]): Sides<ScenarioPath>[] {
  const candidates = old
    .slice(0, MOST_CANDIDATES)
    .flatMap((one) =>
      fresh
        .slice(0, MOST_CANDIDATES)
        .map((other) => ({ old: one, new: other, cost: align(one.entries, other.entries).cost })),
    )
    .sort((a, b) => a.cost - b.cost);
  const taken = new Set<ScenarioPath>();
  return candidates.flatMap((pair) => {
    if (taken.has(pair.old) || taken.has(pair.new)) return [];
    taken.add(pair.old).add(pair.new);
    return [{ old: pair.old, new: pair.new }];
  });
}

function closest(path: ScenarioPath, candidates: readonly ScenarioPath[]): ScenarioPath | undefined {
  let best: ScenarioPath | undefined;
  let least = Infinity;
  for (const candidate of candidates.slice(0, MOST_CANDIDATES)) {
    const { cost } = align(path.entries, candidate.entries);
    if (cost < least) [best, least] = [candidate, cost];
  }
  return best;
}

/** Whether it is of clients of whom the other side shows no packets, and this side no others that it shows. */
function isForeign(path: ScenarioPath, { alike }: SortedPaths, others: readonly ScenarioPath[]): boolean {
  const known = [...alike, ...others];
  const isKnown = [path, ...known].every(({ clients }) => clients !== null && clients.length < MOST_CLIENTS);
  const clients = new Set(known.flatMap((one) => one.clients ?? []));
  return isKnown && path.clients?.every((client) => !clients.has(client)) === true;
}
