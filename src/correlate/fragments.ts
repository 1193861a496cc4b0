import type { Entry } from '../model/entry.js';
import { NO_PORT } from '../model/flow.js';

/** Whether ports are not known: of fragments only the first one shows them. Its flow is then only that of two hosts. */
export function isWithoutPorts({ fragment, sport, dport }: Entry): boolean {
  return fragment && sport === NO_PORT && dport === NO_PORT;
}

/** The last entry from which the packet's flow can be told; null where there is none. */
export function lastWithPorts(entries: readonly Entry[]): Entry | null {
  return entries.findLast((entry) => !isWithoutPorts(entry)) ?? null;
}

/**
 * The entries that tell the ends of a packet's flow: the first and the last with ports, as what is put together of fragments
 * and cut again on the way need not have them where it begins and ends. Of a packet that never has any, the first alone:
 * between which hosts NAT has translated it says nothing of a connection.
 */
export function endsOf(entries: readonly Entry[]): { first: Entry; last: Entry } {
  const known = entries.filter((entry) => !isWithoutPorts(entry));
  const first = known[0] ?? entries[0]!;
  return { first, last: known.at(-1) ?? first };
}
