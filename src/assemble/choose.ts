import { FORWARD, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../model/hook.js';
import { canBegin, canFollow, type Place } from '../model/passage.js';
import { NONE } from '../model/symbol.js';
import type { FamiliarShapes, RecordShape } from './familiar.js';
import type { DeviceLine, InOutLine, OpenLines } from './open-lines.js';

/** The tuple and hook of a packet line that looks for the other lines of its record. */
export interface PacketLine {
  seq: number;
  hook: number;
  src: number;
  sport: number;
  dst: number;
  dport: number;
  skb: number;
}

/** The lines chosen for a packet line. */
export interface Choice {
  device: DeviceLine;
  inOut: InOutLine;
  /** Another choice with another content is almost as likely. */
  ambiguous: boolean;
}

/** What the choice is judged by besides the lines themselves. */
export interface Evidence {
  familiar: FamiliarShapes;
  /** The last known place of the skb, if it may still be on its way. */
  lastPlace: Place | undefined;
}

/** Costs add up; each unit is roughly a factor of e in likelihood. */
const ODD_DEVICE = 8;
const NO_PASSAGE = 8;
const NEW_PACKET = 4;
const NEW_ROUTE = 2;
const LEFT_ALONE = 6;
const DISTANCE = 0.5;
const AMBIGUITY_MARGIN = 3;

/**
 * Chooses among the open device and in/out lines the pair that fits a packet line best, or undefined where
 * none can belong to it. Lines of several CPUs interleave and nothing on them says which CPU printed them.
 */
export function chooseLines(packet: PacketLine, open: OpenLines, evidence: Evidence): Choice | undefined {
  const pairs: Pair[] = [];
  for (const inOut of open.inOuts) {
    if (!sidesFitHook(packet.hook, inOut)) continue;
    for (const device of open.devices) {
      if (device.seq > inOut.seq) break;
      if (!sameNamespace(device, inOut)) continue;
      const odd = isOdd(packet.hook, device, inOut, evidence.lastPlace);
      const cost = (odd ? ODD_DEVICE : 0) + costOf(packet, device, inOut, open, evidence);
      pairs.push({ device, inOut, cost, odd });
    }
  }
  const best = pairs.reduce<Pair | undefined>(
    (a, b) => (a === undefined || b.cost < a.cost ? b : a),
    undefined,
  );
  return best === undefined ? undefined : judge(best, pairs);
}

interface Pair {
  device: DeviceLine;
  inOut: InOutLine;
  cost: number;
  /** The kernel leaves another device there: perhaps the true lines are lost. */
  odd: boolean;
}

/**
 * Whether the cheapest pair is beyond doubt. The lines of a rival that comes close are contested: whatever
 * record they become a part of may have got them for the same wrong reason.
 */
function judge(best: Pair, pairs: readonly Pair[]): Choice {
  const rivals = pairs.filter((pair) => pair.cost - best.cost < AMBIGUITY_MARGIN && !isAlike(pair, best));
  for (const { device, inOut } of rivals) {
    device.contested ||= device.dev !== best.device.dev || device.netns !== best.device.netns;
    inOut.contested ||=
      inOut.in !== best.inOut.in || inOut.out !== best.inOut.out || inOut.netns !== best.inOut.netns;
  }
  const { device, inOut } = best;
  const ambiguous = rivals.length > 0 || best.odd || device.contested || inOut.contested;
  return { device, inOut, ambiguous };
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

/** Pairs of equal content are interchangeable. */
function isAlike(a: Pair, b: Pair): boolean {
  return (
    a.device.dev === b.device.dev &&
    a.device.initnet === b.device.initnet &&
    a.inOut.in === b.inOut.in &&
    a.inOut.out === b.inOut.out &&
    a.inOut.netns === b.inOut.netns
  );
}

function costOf(
  packet: PacketLine,
  device: DeviceLine,
  inOut: InOutLine,
  open: OpenLines,
  evidence: Evidence,
): number {
  const shape: RecordShape & Place = {
    hook: packet.hook,
    netns: inOut.netns,
    dev: device.dev,
    in: inOut.in,
    out: inOut.out,
    src: packet.src,
    sport: packet.sport,
    dst: packet.dst,
    dport: packet.dport,
  };
  return (
    evidence.familiar.strangeness(shape) +
    passageCost(shape, evidence) +
    LEFT_ALONE * leftAlone(device, inOut, open) +
    distanceCost(device.seq, inOut.seq) +
    distanceCost(inOut.seq, packet.seq)
  );
}

/** The more lines of others stand between two lines, the less likely they are of one record. */
function distanceCost(seq: number, next: number): number {
  return DISTANCE * Math.log2(next - seq);
}

function isOdd(hook: number, device: DeviceLine, inOut: InOutLine, last: Place | undefined): boolean {
  if (hook === POST_ROUTING && last?.hook === FORWARD && last.netns === inOut.netns) {
    // A bridged packet is still at the port that it was forwarded to.
    return device.dev !== (isBridged(last) ? last.dev : inOut.out);
  }
  return !deviceFitsHook(hook, device, inOut) && !sentOn(hook, device, last);
}

/** Forwarded from one port of a bridge to another; a packet routed back where it came from is not. */
function isBridged(place: Place): boolean {
  return place.in === place.out && place.dev !== place.in;
}

/** IPVS sends on what LOCAL_IN took in, skb->dev still being the device that received it (ip_vs_xmit.c). */
function sentOn(hook: number, device: DeviceLine, last: Place | undefined): boolean {
  return hook === LOCAL_OUT && last?.hook === LOCAL_IN && device.dev === last.in;
}

/** How unlikely it is that the skb came here from where it was last seen. */
function passageCost(place: Place, { lastPlace: last, familiar }: Evidence): number {
  if (last !== undefined && canFollow(last, place)) {
    if (last.hook === POST_ROUTING) return familiar.crossingStrangeness(last, place);
    const rerouted = last.hook === LOCAL_OUT && last.out !== place.out && last.dst === place.dst;
    return rerouted ? NEW_ROUTE : 0;
  }
  if (place.hook === LOCAL_OUT) return 0;
  return canBegin(place.hook) ? NEW_PACKET : NO_PASSAGE;
}

/** How many in/out lines would be left without a device line of their own if this pair were taken. */
function leftAlone(device: DeviceLine, inOut: InOutLine, open: OpenLines): number {
  const inOuts = open.inOuts.filter((line) => line !== inOut);
  if (inOuts.length === 0) return 0;
  const owner = new Map<DeviceLine, InOutLine>();
  const place = (line: InOutLine, tried: Set<DeviceLine>): boolean => {
    for (const candidate of open.devices) {
      if (candidate.seq > line.seq) break;
      if (candidate === device || tried.has(candidate) || !couldBeOneRecord(candidate, line)) continue;
      tried.add(candidate);
      const rival = owner.get(candidate);
      if (rival === undefined || place(rival, tried)) {
        owner.set(candidate, line);
        return true;
      }
    }
    return false;
  };
  return inOuts.reduce((alone, line) => alone + (place(line, new Set()) ? 0 : 1), 0);
}

/** Whether some hook could have printed these two lines for one packet. */
function couldBeOneRecord(device: DeviceLine, inOut: InOutLine): boolean {
  if (!sameNamespace(device, inOut)) return false;
  for (let hook = PRE_ROUTING; hook <= POST_ROUTING; hook++) {
    if (sidesFitHook(hook, inOut) && deviceFitsHook(hook, device, inOut)) return true;
  }
  return false;
}
