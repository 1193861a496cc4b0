import { destinationOf, sourceOf, type Entry } from '../model/entry.js';
import type { Endpoint } from '../model/flow.js';
import { LOCAL_IN } from '../model/hook.js';
import type { Direction } from '../model/packet.js';
import { FIRST, IPVS_PRIORITY, KERNEL_STAGES } from '../model/priority.js';
import { isSecondPass } from '../model/passage.js';

/**
 * The server's end of a packet as a rule of this priority sees it at the packet's entry `at`: the destination
 * of an original packet, the source of a reply. `unknown` where the log does not show it.
 *
 * nftrace sits at NF_IP_PRI_FIRST and shows what a rule there sees. What NAT makes of it at the same hook is
 * seen at the packet's next entry.
 */
export function visibleEnd(
  entries: readonly Entry[],
  at: number,
  direction: Direction,
  priority: number,
): Endpoint | 'unknown' {
  const [end, endOf] =
    direction === 'original' ? (['destination', destinationOf] as const) : (['source', sourceOf] as const);
  const entry = entries[at]!;
  const next = entries[at + 1];
  const before = endOf(entry);
  if (entry.hook === LOCAL_IN && next !== undefined && priority >= IPVS_PRIORITY) return 'unknown';
  const nat = KERNEL_STAGES.find((stage) => stage.changes === end && stage.hook === entry.hook);
  if (nat === undefined || priority < nat.priority) return before;
  const isShown = next !== undefined && (end === 'source' || next.netns === entry.netns);
  if (!isShown) return 'unknown';
  const after = endOf(next);
  if (priority > nat.priority) return after;
  // At NAT's own priority the order of registration decides, which the log does not show.
  return before.address === after.address && before.port === after.port ? before : 'unknown';
}

/**
 * Whether a rule of this priority is called at an entry at all. When IP sees a packet that br_netfilter has
 * already taken through PRE_ROUTING, the chain ends at NF_IP_PRI_FIRST.
 * Source: net/bridge/br_netfilter_hooks.c ip_sabotage_in().
 */
export function isCalled(entries: readonly Entry[], at: number, priority: number): boolean {
  return priority === FIRST || !isSecondPass(entries[at]!, entries[at - 1]);
}
