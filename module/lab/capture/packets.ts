import type { Entry } from './entry.js';

/**
 * Numbers the real packets: entries in, the number of each one's packet out, from 1.
 *
 * A packet is one skb's life. Hooks see one skb one after the other, whatever the CPUs, and each prints before the packet
 * goes on; so of the lines with one skb's address the order is the true one, and the only question is where one skb has been freed and
 * another was made at its address. Within one life
 *
 * - what no hook changes stays the same: protocol, IP id, TCP flags and sequence numbers, ICMP type. Addresses, ports (NAT) and
 *   the length (fragments) may change; and
 * - hooks follow each other as the kernel calls them ({@link follows}). After LOCAL_IN comes nothing. A packet that begins
 *   without a device (LOCAL_OUT) is a new one, even where it is a retransmission that is equal to the one before it.
 *
 * A tunnel keeps the skb: it puts headers in front of the packet (LOCAL_OUT with the tunnel's device, to be sent by another), which are
 * taken off after LOCAL_IN. In between, the outer headers are what stays the same.
 */
export function numberPackets(entries: readonly Entry[]): number[] {
  const alive = new Map<string, Life>();
  let packets = 0;
  return entries.map((entry) => {
    const life = alive.get(entry.skb);
    if (life !== undefined && goesOn(life, entry)) return life.packet;
    alive.set(entry.skb, { packet: ++packets, headers: [entry.invariant], last: entry });
    return packets;
  });
}

interface Life {
  readonly packet: number;
  /** What stays the same, of the innermost headers to the outermost. */
  readonly headers: string[];
  last: Entry;
}

/** Whether an entry belongs to a life; if so it is its last one now. */
function goesOn(life: Life, entry: Entry): boolean {
  const { headers, last } = life;
  if (isEncapsulated(last, entry)) headers.push(entry.invariant);
  else if (isDecapsulated(last, entry) && headers.at(-2) === entry.invariant) headers.pop();
  else if (headers.at(-1) !== entry.invariant || !follows(last, entry)) return false;
  life.last = entry;
  return true;
}

/** Whether a tunnel's device, which had just been given a packet, sends it by another device. */
function isEncapsulated(last: Entry, next: Entry): boolean {
  const sent = last.hook === 'POST_ROUTING' && next.hook === 'LOCAL_OUT' && last.netns === next.netns;
  return sent && next.dev !== null && next.dev === last.out && next.dev !== next.out;
}

function isDecapsulated(last: Entry, next: Entry): boolean {
  return last.hook === 'LOCAL_IN' && next.hook === 'PRE_ROUTING' && last.netns === next.netns;
}

/** Whether the kernel can call these hooks one after the other for one packet with the same headers. */
function follows(last: Entry, next: Entry): boolean {
  const here = last.netns === next.netns;
  switch (next.hook) {
    case 'PRE_ROUTING':
      // Sent, and received in the next namespace or over lo; or a second time behind a bridge's own; or a fragment that waited for the
      // others, crossed the machine inside of the whole packet, and came out of it again.
      return (
        last.hook === 'POST_ROUTING' ||
        (last.hook === 'PRE_ROUTING' &&
          (here ? last.in === next.in : last.frag !== null && next.frag !== null))
      );
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
