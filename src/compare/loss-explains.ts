import type { PathChange, Side } from '../model/difference.js';
import type { CaptureDoubt, ScenarioPath } from '../model/path-set.js';

/**
 * Whether these changes may be nothing but losses of this side's log: all that differs is that its path lacks
 * entries, and no more packets took it than lines or records are missing.
 */
export function lossExplains(
  changes: readonly PathChange[],
  { packets }: ScenarioPath,
  side: Side,
  doubts: readonly CaptureDoubt[],
): boolean {
  const lost = doubts
    .filter(({ kind }) => kind === 'lost' || kind === 'unnamed')
    .reduce((sum, { count }) => sum + count, 0);
  return packets !== null && packets <= lost && changes.every((change) => lacks(change, side));
}

/** Whether a change is that the path of this side lacks entries of the other's. */
function lacks(change: PathChange, side: Side): boolean {
  switch (change.kind) {
    case 'hook-gone':
      return side === 'new';
    case 'hook-added':
      return side === 'old';
    case 'hook-repeated':
      return change[side] < Math.max(change.old, change.new);
    case 'fate':
      return change.goesOn !== null && change.goesOn !== side;
    default:
      return false;
  }
}
