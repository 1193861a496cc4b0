import { FORWARD, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../model/hook.js';
import { canFollow, type Place } from '../model/passage.js';
import { NONE, type SymbolId } from '../model/symbol.js';
import type { DeviceLine, InOutLine } from './open-lines.js';

/** A namespace that no line can agree with: the two devices of one in/out line contradict each other. */
const CONTRADICTION: SymbolId = -1;

/** The namespace of an in/out line: that of its in-device, or else of its out-device. */
export function netnsOfSides(inNetns: SymbolId, outNetns: SymbolId): SymbolId {
  if (inNetns !== NONE && outNetns !== NONE && inNetns !== outNetns) return CONTRADICTION;
  return inNetns === NONE ? outNetns : inNetns;
}

/** The devices that netfilter hands to each hook (ip_input.c, ip_forward.c, ip_output.c). */
export function sidesFitHook(hook: number, inOut: InOutLine): boolean {
  const hasIn = inOut.in !== NONE;
  const hasOut = inOut.out !== NONE;
  if (hook === PRE_ROUTING || hook === LOCAL_IN) return hasIn && !hasOut;
  if (hook === FORWARD) return hasIn && hasOut;
  if (hook === LOCAL_OUT) return hasOut && !hasIn;
  return hasOut; // POST_ROUTING knows the in-device of a routed packet since 5.7
}

/** All devices of one record are of one namespace. */
export function sameNamespace(device: DeviceLine, inOut: InOutLine): boolean {
  if (inOut.netns === CONTRADICTION) return false;
  return device.netns === NONE || device.netns === inOut.netns;
}

/** Whether skb->dev is what the kernel leaves there at this hook (see docs/assembly.md). */
export function deviceFitsHook(hook: number, device: DeviceLine, inOut: InOutLine): boolean {
  switch (hook) {
    case PRE_ROUTING:
    case LOCAL_IN:
      return device.dev === inOut.in;
    case FORWARD: // bridged: the port it leaves by, while in and out are the bridge
      return inOut.in === inOut.out ? device.dev !== NONE : device.dev === inOut.in;
    case LOCAL_OUT:
      return device.dev === NONE;
    case POST_ROUTING: // bridged: the port it leaves by
      return device.dev === inOut.out || (device.dev !== NONE && inOut.in === NONE);
    default:
      return false;
  }
}

/** Whether some hook could have printed these two lines for one packet: see `sidesFitHook` and `deviceFitsHook`. */
export function couldBeOneRecord(device: DeviceLine, inOut: InOutLine): boolean {
  if (!sameNamespace(device, inOut)) return false;
  if (inOut.in === NONE) return inOut.out !== NONE; // LOCAL_OUT where skb->dev is not set, and else POST_ROUTING
  if (device.dev === inOut.in) return true; // PRE_ROUTING, LOCAL_IN, FORWARD
  if (inOut.out === NONE) return false;
  return inOut.in === inOut.out ? device.dev !== NONE : device.dev === inOut.out; // FORWARD over a bridge, POST_ROUTING
}

/** Whether a packet that was forwarded shows another device at POST_ROUTING than it was forwarded to. */
export function leftItsPort(
  hook: number,
  device: DeviceLine,
  inOut: InOutLine,
  last: Place | undefined,
): boolean {
  if (hook !== POST_ROUTING || last?.hook !== FORWARD || last.netns !== inOut.netns) return false;
  return device.dev !== (isBridged(last) ? last.dev : inOut.out);
}

/** Forwarded from one port of a bridge to another; a packet routed back where it came from is not. */
function isBridged(place: Place): boolean {
  return place.in === place.out && place.dev !== place.in;
}

/**
 * Whether skb->dev is still set where a packet is sent once more. IPVS sends on what LOCAL_IN took in, by the device that
 * received it (ip_vs_xmit.c); ipvlan sends as the host what another namespace has sent, by its own device
 * (ipvlan_process_v4_outbound(), ipvlan_core.c).
 */
export function sentOn(place: Place, last: Place | undefined): boolean {
  if (last === undefined || place.hook !== LOCAL_OUT || !canFollow(last, place)) return false;
  if (last.hook === LOCAL_IN) return place.dev === last.in;
  return last.hook === POST_ROUTING && last.netns !== place.netns && place.dev === place.out;
}
