import { microsBetween } from '../model/clock.js';
import type { Entry } from '../model/entry.js';
import { LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../model/hook.js';
import { areTwo, isOne, UNKNOWN } from '../model/identity.js';
import { UDP } from '../model/protocol.js';
import type { SymbolId } from '../model/symbol.js';
import { canFollow, sameDestination, sameSource } from '../model/passage.js';
import type { OpenPackets } from './open-packets.js';
import type { OpenPacket } from './packet-rows.js';

/** Two hooks of one softirq run are at most this far apart, in microseconds: less than TCP's least RTO. */
const SAME_RUN = 50_000;
/** A translated packet is looked for this long at the next namespace, in microseconds: queues may be long. */
const TRANSLATED = 10_000_000;
/** Two entries with a lost one between them are at most this far apart, in microseconds. */
const HOLE = 20_000;

/** TCP's least RTO (TCP_RTO_MIN), in microseconds: from here on a retransmission may have come between. */
const RETRANSMITTED = 200_000;

/** A packet's entries are bounded as its hops are by its TTL, so that no log can make one endless. */
const MOST_ENTRIES = 256;

/** What is asked of the packets that are under way. */
export type Trails = Pick<OpenPackets, 'length' | 'hasBeenAt' | 'cameFrom'>;

/**
 * Whether an entry goes on from the packet that its skb address last stood for; `behind-hole`: it is that packet, and
 * entries between them are missing.
 */
export type Continuation = 'certain' | 'likely' | 'no' | 'behind-hole';

/**
 * Whether `next` is the same packet further on, or another one at the same address. Slab and retransmit
 * queue hand addresses out again at once, often to the same flow, so the address proves nothing: what the
 * kernel can do with one skb decides (docs/correlation.md). `last` is the packet's last entry, `loopback` the symbol
 * of the device lo.
 */
export function continuationOf(
  packets: Trails,
  packet: OpenPacket,
  last: Entry,
  next: Entry,
  loopback: SymbolId,
): Continuation {
  if (packets.length(packet) >= MOST_ENTRIES) return 'no';
  if (last.protocol !== next.protocol || areTwo(last, next)) return 'no';
  const isSame = isOne(last, next);
  if (last.fragment ? isBehindFragment(last, next) : isSame && isStep(last, next)) return 'certain';
  if (canFollow(last, next) && isPlausible(packets, packet, last, next, loopback)) {
    return isDelayed(last, next) && !isSame && !isAlike(last, next) ? 'likely' : 'certain';
  }
  if (!isBehindHole(last, next, loopback)) return 'no';
  return isSame ? 'behind-hole' : 'likely';
}

/**
 * Whether a packet that is certainly the same is further on, whatever way it went; but what floods a bridge comes into
 * several namespaces, one clone at the address of another that is gone.
 */
function isStep(last: Entry, next: Entry): boolean {
  if (last.hook === PRE_ROUTING && next.hook === PRE_ROUTING) return false;
  return sameSource(last, next) && sameDestination(last, next) && within(microsBetween(last, next), SAME_RUN);
}

/**
 * Whether an skb goes on behind a fragment. Defragmentation puts the packet together in the skb of the fragment that
 * came last, and ports may be known only then; what is sent on is cut anew, where it can into the skbs of before
 * (inet_frag_reasm_prepare(), net/ipv4/inet_fragment.c; ip_do_fragment(), net/ipv4/ip_output.c).
 */
function isBehindFragment(last: Entry, next: Entry): boolean {
  if (last.hook !== PRE_ROUTING || next.hook === LOCAL_OUT) return false;
  if (!within(microsBetween(last, next), SAME_RUN)) return false;
  if (last.src !== next.src && last.dst !== next.dst) return false;
  if (next.fragment) return next.hook === PRE_ROUTING && last.netns !== next.netns;
  return last.netns === next.netns && last.in === next.in;
}

/**
 * Whether a tunnel sends an skb on in a packet of its own, after which the one inside goes on: what carries it is UDP
 * (VXLAN, Geneve, FOU, WireGuard), and leaves by another device than it did.
 * Source: udp_tunnel_xmit_skb() and iptunnel_xmit(), which keep the skb.
 */
export function carries(inner: Entry, outer: Entry): boolean {
  return (
    inner.hook === POST_ROUTING &&
    outer.hook === LOCAL_OUT &&
    outer.protocol === UDP &&
    areTwo(inner, outer) &&
    (inner.netns !== outer.netns || inner.out !== outer.out) &&
    within(microsBetween(inner, outer), SAME_RUN)
  );
}

/** Rules out those steps that the kernel could take and that reuse of the address explains better. */
function isPlausible(
  packets: Trails,
  packet: OpenPacket,
  last: Entry,
  next: Entry,
  loopback: SymbolId,
): boolean {
  const sameNetns = last.netns === next.netns;
  const gap = microsBetween(last, next);
  if (next.hook === LOCAL_OUT) {
    if (!within(gap, SAME_RUN)) return false;
    if (last.hook !== LOCAL_IN) return true;
    // What a socket of this namespace sent is not sent on by IPVS: it is the same socket's next packet. What came in
    // over lo was sent here, too, even if that record is lost.
    return last.in !== loopback && !packets.hasBeenAt(packet, LOCAL_OUT, next.netns);
  }
  if (next.hook !== PRE_ROUTING) return true;
  if (last.hook === PRE_ROUTING) {
    // br_netfilter and IP each show a packet once, as do a device and its VRF: there is no third time.
    if (packets.cameFrom(packet, PRE_ROUTING, last.netns)) return false;
    // A traced sender would have shown another packet at LOCAL_OUT before; else the time must decide.
    return within(gap, packets.length(packet) > 1 ? TRANSLATED : SAME_RUN);
  }
  // A packet does not come into a namespace twice by one device; another packet at its address does.
  if (packets.hasBeenAt(packet, PRE_ROUTING, next.netns, next.in)) return false;
  if (sameSource(last, next)) return true;
  // Back in the namespace that has translated it comes only what went by lo.
  return (!sameNetns || (last.out === loopback && next.in === loopback)) && within(gap, TRANSLATED);
}

/**
 * From one hook to the next of a namespace a packet takes microseconds. One that takes longer than a
 * retransmission was queued to user space, or is the retransmission, whose first entries are lost.
 */
function isDelayed(last: Entry, next: Entry): boolean {
  return last.netns === next.netns && !within(microsBetween(last, next), RETRANSMITTED);
}

/** The retransmission would have shown its first entries, as the numbers of format 2 say that none is missing. */
function isAlike(last: Entry, next: Entry): boolean {
  return last.identity !== UNKNOWN && sameSource(last, next) && sameDestination(last, next);
}

/**
 * No packet begins at FORWARD, LOCAL_IN or POST_ROUTING: such an entry without a fitting one before it is
 * the rest of a packet of which a record was lost. At PRE_ROUTING it is so where the same tuple was under way
 * elsewhere a moment ago: it did not come in from outside.
 */
function isBehindHole(last: Entry, next: Entry, loopback: SymbolId): boolean {
  if (!within(microsBetween(last, next), HOLE)) return false;
  if (next.hook === LOCAL_OUT || last.hook === LOCAL_IN) return false;
  const source = sameSource(last, next);
  const destination = sameDestination(last, next);
  const sameNetns = last.netns === next.netns;
  if (next.hook === PRE_ROUTING) {
    return sameNetns
      ? last.hook === LOCAL_OUT && next.in === loopback && (source || destination)
      : // SNAT was at work where the lost record was POST_ROUTING's.
        last.hook !== POST_ROUTING && destination && (source || last.hook !== PRE_ROUTING);
  }
  return (source || destination) && (!sameNetns || STAGE[next.hook]! > STAGE[last.hook]!);
}

/** The order of the hooks within one namespace. */
const STAGE: readonly number[] = [0, 2, 1, 1, 2];

/** Whether a gap in microseconds is at most `limit`; true where the dialect has no time to judge by. */
function within(gap: number, limit: number): boolean {
  return Number.isNaN(gap) || Math.abs(gap) <= limit;
}
