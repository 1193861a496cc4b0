import { PRE_ROUTING } from '../model/hook.js';
import { isOne } from '../model/identity.js';
import { sameDestination } from '../model/passage.js';
import type { OpenPackets } from './open-packets.js';
import type { OpenPacket } from './packet-rows.js';

/**
 * Two PRE_ROUTING entries with nothing before and after them were two packets at one address, each stopped
 * there; had br_netfilter shown one packet twice, it would have gone on.
 */
export function isTwoPackets(packets: OpenPackets, packet: OpenPacket): boolean {
  if (packets.length(packet) !== 2) return false;
  const last = packets.last(packet);
  const first = packets.at(packet, 0);
  const areBothIn = first.hook === PRE_ROUTING && last.hook === PRE_ROUTING;
  return areBothIn && sameDestination(first, last) && !isOne(first, last);
}
