import { PRE_ROUTING } from '../../model/hook.js';
import { startsMidPath, type Packet } from '../../model/packet.js';
import type { WayFinder } from './finder.js';
import { gotThrough } from './got-through.js';

/** Entries of the packet are missing from the log, or may be, so it may have crossed hooks that are not shown. */
export const incomplete: WayFinder = ({ way, isSeen, rule, unnamed }) => {
  const { example, direction } = way;
  if (example.hasGap) return { kind: 'incomplete' };
  // A record of which the packet line is lost may come behind what looks like an end, or before a beginning.
  if (unnamed > 0 && !isSeen && (example.fate !== 'delivered' || comesFromNowhere(example))) {
    return { kind: 'incomplete' };
  }
  const isJudgedWhole = rule.path[direction] !== undefined;
  const lacksFront = startsMidPath(example) && !example.atBegin;
  return lacksFront && gotThrough(way) && (!isSeen || isJudgedWhole) ? { kind: 'incomplete' } : undefined;
};

/** Whether neither a sender nor init is seen before it comes into another namespace. */
function comesFromNowhere({ entries }: Packet): boolean {
  const first = entries[0]!;
  return first.hook === PRE_ROUTING && first.netns !== first.initnet;
}
