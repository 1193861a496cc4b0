import type { Entry } from './entry.js';
import { NO_PORT } from './flow.js';
import { FORWARD, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from './hook.js';

/** What the kernel's paths are judged by; an `Entry` has all of it. */
export type Place = Pick<Entry, 'hook' | 'netns' | 'dev' | 'in' | 'out' | 'src' | 'sport' | 'dst' | 'dport'>;

/** What a packet line alone says of a packet, whose other lines are lost. */
export type Glimpse = Pick<Entry, 'hook' | 'src' | 'sport' | 'dst' | 'dport' | 'skb'>;

type Source = Pick<Entry, 'src' | 'sport'>;
type Destination = Pick<Entry, 'dst' | 'dport'>;

export function sameSource(a: Source, b: Source): boolean {
  return a.src === b.src && samePort(a.sport, b.sport);
}

export function sameDestination(a: Destination, b: Destination): boolean {
  return a.dst === b.dst && samePort(a.dport, b.dport);
}

/** Of a packet, whose fragments do not all show its ports. */
function samePort(a: number, b: number): boolean {
  return a === b || a === NO_PORT || b === NO_PORT;
}

/** Whether the kernel can begin a packet's way at this hook: a socket sends it, or a device receives it. */
export function canBegin(hook: number): boolean {
  return hook === LOCAL_OUT || hook === PRE_ROUTING;
}

/**
 * Whether one skb can go from `last` straight to `next`. The caller vouches for the equal skb address.
 *
 * Within a namespace NAT changes one end of the tuple between two hooks, never both; between namespaces
 * (veth, tunnels, lo) the destination stays and the source may have been translated behind POST_ROUTING.
 * Sources: ip_input.c, ip_forward.c, ip_output.c, nf_nat_core.c, br_netfilter_hooks.c, vrf.c, ip_vs_xmit.c, ipvlan_core.c.
 */
export function canFollow(last: Place, next: Place): boolean {
  return last.netns === next.netns ? canGoOnWithin(last, next) : canCross(last, next);
}

function canCross(last: Place, next: Place): boolean {
  if (last.hook !== POST_ROUTING || !sameDestination(last, next)) return false;
  // ipvlan of mode l3 or l3s sends once more, as the host (ipvlan_process_v4_outbound()).
  return next.hook === PRE_ROUTING || (next.hook === LOCAL_OUT && sameSource(last, next));
}

function canGoOnWithin(last: Place, next: Place): boolean {
  const source = sameSource(last, next);
  const destination = sameDestination(last, next);
  switch (last.hook) {
    case PRE_ROUTING:
      if (next.hook === PRE_ROUTING) return source; // br_netfilter and then IP itself; or a VRF's second pass
      return (
        (next.hook === FORWARD || next.hook === LOCAL_IN) && next.in === last.in && (source || destination)
      );
    case FORWARD:
      return next.hook === POST_ROUTING && next.out === last.out && (source || destination);
    case LOCAL_OUT:
      if (next.hook === LOCAL_OUT) return next.out !== last.out && source && destination; // leaving a VRF
      return next.hook === POST_ROUTING && (source || destination);
    case POST_ROUTING:
      if (next.hook === LOCAL_OUT) return next.out !== last.out && source && destination; // leaving a VRF
      return next.hook === PRE_ROUTING && destination; // lo, or a veth pair with both ends here
    case LOCAL_IN:
      return next.hook === LOCAL_OUT && source; // IPVS sends on what it took in
    default:
      return false;
  }
}

/**
 * Whether IP shows at an entry what br_netfilter has shown at the one before: PRE_ROUTING once more by the same device;
 * a VRF would be another.
 */
export function isSecondPass(entry: Step, before: Step | undefined): boolean {
  return (
    entry.hook === PRE_ROUTING &&
    before?.hook === PRE_ROUTING &&
    before.netns === entry.netns &&
    before.in === entry.in
  );
}

type Step = Pick<Entry, 'hook' | 'netns' | 'in'>;
