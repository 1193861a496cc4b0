import type { BootFacts } from '../../model/traffic.js';
import type { Entry } from '../../model/entry.js';
import { isSecondPass } from '../../model/passage.js';
import type { WayFinder } from './finder.js';
import { gotThrough } from './got-through.js';

/** Entries of the packet could also be put together in another way, or be those of two packets. */
export const ambiguous: WayFinder = ({ way, facts }) => {
  const { entries } = way.example;
  const isDoubtful = entries.some((entry, i) => entry.ambiguous || isOddPass(entry, entries[i - 1], facts));
  return gotThrough(way) && isDoubtful ? { kind: 'ambiguous' } : undefined;
};

/**
 * A second pass through PRE_ROUTING by a device by which others pass once: a packet that was stopped there, or whose
 * next record is lost, and another one at its skb address look like it.
 */
function isOddPass(entry: Entry, before: Entry | undefined, { passes }: BootFacts): boolean {
  if (!isSecondPass(entry, before)) return false;
  const counts = passes.get(entry.netns)?.get(entry.in);
  return counts !== undefined && counts.once > 0 && counts.twice <= counts.once;
}
