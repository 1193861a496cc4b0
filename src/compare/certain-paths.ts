import type { Undecided } from '../model/difference.js';
import type { PathSet, ScenarioPath } from '../model/path-set.js';
import { captureDoubts } from './compare.js';
import { DIRECTIONS } from './compare-scenario.js';
import { sortOut } from './sort-out.js';

/** What a capture shows beyond doubt, and the rest. */
export interface CertainPaths {
  readonly paths: PathSet;
  readonly leftOut: readonly Undecided[];
}

/** Takes out of a capture what is ambiguous, incomplete or cut off by its beginning or end. */
export function certainPaths(set: PathSet): CertainPaths {
  const leftOut: Undecided[] = captureDoubts(set, 'new');
  const scenarios = set.scenarios.map((scenario) => {
    const { server, published, from } = scenario;
    const paths = DIRECTIONS.flatMap((direction): readonly ScenarioPath[] => {
      const own = scenario.paths.filter((path) => path.direction === direction);
      const sorted = sortOut({ old: [], new: own }).new;
      for (const { path, doubt } of sorted.doubtful) {
        const { packets, place } = path;
        const traffic = { scenario: { server, published, from }, direction };
        leftOut.push({ ...traffic, kind: 'path', side: 'new', doubt, packets, place });
      }
      return sorted.own;
    });
    return { ...scenario, paths };
  });
  return {
    paths: { scenarios: scenarios.filter(({ paths }) => paths.length > 0), doubts: [] },
    leftOut,
  };
}
