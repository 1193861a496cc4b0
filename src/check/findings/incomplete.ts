import { startsMidPath } from '../../model/packet.js';
import type { WayFinder } from './finder.js';
import { gotThrough } from './got-through.js';

/** Entries of the packet are missing from the log, so it may have crossed hooks that are not shown. */
export const incomplete: WayFinder = ({ way, isSeen, rule, unnamed }) => {
  const { example, direction } = way;
  if (example.hasGap) return { kind: 'incomplete' };
  // What looks stopped may have gone on in a record of which the packet line is lost.
  if (example.fate === 'stopped' && unnamed > 0) return { kind: 'incomplete' };
  const isJudgedWhole = rule.path[direction] !== undefined;
  const lacksFront = startsMidPath(example) && !example.atBegin;
  return lacksFront && gotThrough(way) && (!isSeen || isJudgedWhole) ? { kind: 'incomplete' } : undefined;
};
