import type { Known } from '../model/placement.js';
import { INIT, SERVICE } from '../model/policy.js';
import type { PlacementTally } from './placement-tally.js';

/** Sets that are worth showing. */
const MOST_SETS = 10;

const KNOWN: Readonly<Record<Known, number>> = { always: 0, sometimes: 1, never: 2 };

/**
 * The best sets first: fewer namespaces beside init (each needs a rule, and a consumer if it queues), then both
 * devices known before one, then FORWARD, which routed and bridged packets cross alike, then the hooks of what is
 * local.
 */
export function rankSets(sets: readonly PlacementTally[][]): PlacementTally[][] {
  return sets
    .map((set) => [...set].sort((a, b) => costOf([a]) - costOf([b])))
    .sort((a, b) => costOf(a) - costOf(b))
    .slice(0, MOST_SETS);
}

/** By the number of the hook. */
const PREFERENCE = [2, 1, 0, 1, 2];

function costOf(set: readonly PlacementTally[]): number {
  return set.reduce((sum, tally) => {
    const { namespace, hook } = tally.at;
    const place = namespace === INIT ? 0 : namespace === SERVICE ? 1 : 2;
    const devices = KNOWN[tally.knows('in')] + KNOWN[tally.knows('out')];
    return sum + 1000 * place + 10 * devices + PREFERENCE[hook]! + hook / 10;
  }, 0);
}
