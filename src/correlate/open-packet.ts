import type { Entry } from '../model/entry.js';
import { LOCAL_OUT, PRE_ROUTING } from '../model/hook.js';
import type { Packet } from '../model/packet.js';
import { sameDestination, sameSource, type Glimpse } from '../model/passage.js';
import type { FlowState } from './flow-state.js';

/** A packet of which entries may still come. */
export interface OpenPacket extends Packet {
  readonly entries: Entry[];
  hasGap: boolean;
  /** Where it was seen last by a packet line alone. */
  glimpsed: Glimpse | null;
  state: FlowState;
  /** The tick in which its last entry came. */
  tick: number;
}

/** Whether an entry that cannot follow what is known of a packet may follow where it was last seen. */
export function goesOnFrom(seen: Glimpse, entry: Entry): boolean {
  return entry.hook !== LOCAL_OUT && (sameSource(seen, entry) || sameDestination(seen, entry));
}

/**
 * Two PRE_ROUTING entries with nothing before and after them were two packets at one address, each stopped
 * there; had br_netfilter shown one packet twice, it would have gone on. Takes the second one out.
 */
export function splitDoubled(packet: OpenPacket): Entry | undefined {
  const { entries } = packet;
  const doubled = entries.length === 2 && entries.every((entry) => entry.hook === PRE_ROUTING);
  return doubled && sameDestination(entries[0]!, entries[1]!) ? entries.pop() : undefined;
}
