import type { WayFinder } from './finder.js';
import { gotThrough } from './got-through.js';
import { pathOf } from '../way-key.js';

/**
 * The packet ends one hook before the last one of others on the same path, at which the rule sees those: it was dropped
 * in between, or the record is lost in which the rule would have seen it.
 */
export const stoppedShort: WayFinder = ({ way, seenPaths, isSeen }) =>
  !isSeen && !gotThrough(way) && seenPaths.has(pathOf(way.example.entries))
    ? { kind: 'stopped-short' }
    : undefined;
