import type { Entry } from './entry.js';

/**
 * Numbers the real packets: entries in, the number of each one's packet out, from 1.
 *
 * A packet is one skb's life. Hooks see one skb one after the other, whatever the CPUs, and each prints before the packet
 * goes on; so of the lines with one skb's address the order is the true one, and the only question is where one skb has been
 * freed and another was made at its address. Within one life
 *
 * - what no hook changes stays the same: protocol, IP id, TCP flags and sequence numbers, ICMP type. Addresses, ports (NAT) and
 *   the length (fragments) may change; and
 * - hooks follow each other as the kernel calls them ({@link follows}). After LOCAL_IN comes nothing. A packet that begins
 *   without a device (LOCAL_OUT) is a new one, even where it is a retransmission that is equal to the one before it.
 *
 * A tunnel keeps the skb: it puts headers in front of the packet, which are taken off after LOCAL_IN. In between the skb is another
 * packet, the outer one; then it is the inner one again.
 */
export function numberPackets(entries: readonly Entry[]): number[] {
  const alive = new Map<string, Packet[]>();
  let packets = 0;
  return entries.map((entry) => {
    // The innermost packet first, the outermost last.
    const layers = alive.get(entry.skb) ?? [];
    alive.set(entry.skb, layers);
    if (isDelivered(layers.at(-1)) && layers.length > 1 && goesOn(layers.at(-2)!, entry)) layers.pop();
    else if (isEncapsulated(layers.at(-1), entry)) layers.push({ number: ++packets, last: entry });
    else if (layers.length === 0 || !goesOn(layers.at(-1)!, entry))
      layers.splice(0, Infinity, { number: ++packets, last: entry });
    const packet = layers.at(-1)!;
    packet.last = entry;
    return packet.number;
  });
}

interface Packet {
  readonly number: number;
  last: Entry;
}

function isDelivered(packet: Packet | undefined): boolean {
  return packet?.last.hook === 'LOCAL_IN';
}

/** Whether a tunnel's device, which had just been given a packet, sends it by another device. */
function isEncapsulated(packet: Packet | undefined, next: Entry): boolean {
  if (packet === undefined) return false;
  const { last } = packet;
  const sent = last.hook === 'POST_ROUTING' && next.hook === 'LOCAL_OUT' && last.netns === next.netns;
  return sent && next.dev !== null && next.dev === last.out && next.dev !== next.out;
}

function goesOn({ last }: Packet, next: Entry): boolean {
  return haveSameHeaders(last, next) && follows(last, next);
}

/** A fragment goes on as the packet that it was the last of, so only one of the two may have the next header. */
function haveSameHeaders(last: Entry, next: Entry): boolean {
  const isUnknown = last.nextHeader === null || next.nextHeader === null;
  return last.ipHeader === next.ipHeader && (isUnknown || last.nextHeader === next.nextHeader);
}

/** Whether the kernel can call these hooks one after the other for one packet. */
function follows(last: Entry, next: Entry): boolean {
  const here = last.netns === next.netns;
  switch (next.hook) {
    case 'PRE_ROUTING':
      // Sent, and received in the next namespace or over lo.
      if (last.hook === 'POST_ROUTING') return true;
      // br_netfilter shows what comes in by a bridge's port, IP shows it again. And a fragment that waited for the
      // others can cross the machine inside of the whole packet, and come out of it again.
      if (last.hook !== 'PRE_ROUTING') return false;
      return here
        ? next.physin !== null && last.physin === next.physin && last.in === next.in
        : last.frag !== null && next.frag !== null;
    case 'LOCAL_IN':
    case 'FORWARD':
      return here && last.hook === 'PRE_ROUTING';
    case 'POST_ROUTING':
      return here && (last.hook === 'FORWARD' || last.hook === 'LOCAL_OUT');
    case 'LOCAL_OUT':
      // ipvlan in mode l3s has the host send what a container has sent.
      return !here && last.hook === 'POST_ROUTING' && next.dev !== null;
    default:
      return false;
  }
}
