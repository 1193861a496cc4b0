import type { WayFinder } from './finder.js';
import { gotThrough } from './got-through.js';
import { pathOf } from '../way-key.js';

/**
 * The packet ends one hook before the rule's LOCAL_IN, where others on the same path went on to it: it was dropped in
 * between, or the record is lost in which the rule would have seen it.
 */
export const stoppedShort: WayFinder = ({ way, seenPaths, isSeen }) =>
  !isSeen && !gotThrough(way) && seenPaths.has(pathOf(way.example.entries))
    ? { kind: 'stopped-short' }
    : undefined;
