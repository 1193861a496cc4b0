import { LOCAL_OUT, POST_ROUTING } from '../model/hook.js';
import { canBegin, canFollow, type Place } from '../model/passage.js';
import type { FamiliarShapes } from './familiar.js';
import { leftAlone } from './left-alone.js';
import type { DeviceLine, InOutLine, OpenLines } from './open-lines.js';
import { deviceFitsHook, leftItsPort, sameNamespace, sentOn, sidesFitHook } from './record-shape.js';

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
/** So strange is a record of which neither address was seen with these devices before. */
const DOUBTFUL = 4;
/** Added where the packet cannot have come here: then one strange address is enough. */
const UNEXPECTED = 2;

/**
 * Chooses among the open device and in/out lines the pair that fits a packet line best, or undefined where
 * none can belong to it. Lines of several CPUs interleave and nothing on them says which CPU printed them.
 */
export function chooseLines(packet: PacketLine, open: OpenLines, evidence: Evidence): Choice | undefined {
  const pairs: Pair[] = [];
  let best: Pair | undefined;
  // The newest lines first: they are the likeliest, and distance alone rules out most of the others.
  for (let i = open.inOuts.length - 1; i >= 0; i--) {
    const inOut = open.inOuts[i]!;
    if (!sidesFitHook(packet.hook, inOut)) continue;
    const behind = distanceCost(inOut.seq, packet.seq);
    for (let d = open.devices.length - 1; d >= 0; d--) {
      const device = open.devices[d]!;
      if (device.seq > inOut.seq || !sameNamespace(device, inOut)) continue;
      const distance = behind + distanceCost(device.seq, inOut.seq);
      if (best !== undefined && distance >= best.cost + AMBIGUITY_MARGIN) break;
      const pair = pairOf(packet, device, inOut, open, evidence);
      pair.cost += distance;
      pairs.push(pair);
      if (best === undefined || pair.cost < best.cost) best = pair;
    }
  }
  return best === undefined ? undefined : judge(best, pairs);
}

interface Pair {
  device: DeviceLine;
  inOut: InOutLine;
  cost: number;
  /** Even without a rival it is so strange that the true lines are perhaps lost. */
  doubtful: boolean;
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
  const ambiguous = rivals.length > 0 || best.doubtful || device.contested || inOut.contested;
  return { device, inOut, ambiguous };
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

function pairOf(
  packet: PacketLine,
  device: DeviceLine,
  inOut: InOutLine,
  open: OpenLines,
  evidence: Evidence,
): Pair {
  const { hook } = packet;
  const last = evidence.lastPlace;
  const place = placeOf(packet, device, inOut);
  const odd = !deviceFitsHook(hook, device, inOut) && !sentOn(place, last);
  const strayed = odd || leftItsPort(hook, device, inOut, last);
  const strangeness = evidence.familiar.strangeness(place);
  const passage = passageCost(place, evidence);
  const inARow = device.seq + 1 === inOut.seq && inOut.seq + 1 === packet.seq;
  const strange = strayed || strangeness + (passage >= NO_PASSAGE ? UNEXPECTED : 0) >= DOUBTFUL;
  return {
    device,
    inOut,
    cost: (strayed ? ODD_DEVICE : 0) + strangeness + passage + LEFT_ALONE * leftAlone(device, inOut, open),
    doubtful: odd || (strange && !inARow && evidence.familiar.isMature),
  };
}

/** Where the packet of a record is. */
export function placeOf(packet: PacketLine, device: DeviceLine, inOut: InOutLine): Place {
  return {
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

/** The more lines of others stand between two lines, the less likely they are of one record. */
function distanceCost(seq: number, next: number): number {
  return DISTANCE * Math.log2(next - seq);
}
