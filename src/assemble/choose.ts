import { emptyEntry } from '../model/entry.js';
import { LOCAL_OUT, POST_ROUTING } from '../model/hook.js';
import { canBegin, canFollow, type Place } from '../model/passage.js';
import { distanceCost } from './distance.js';
import type { FamiliarShapes } from './familiar.js';
import type { DeviceLine, InOutLine, OpenLines } from './open-lines.js';
import type { Pairing } from './pairing.js';
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
  pairing: Pairing;
  /** The last known place of the skb, if it may still be on its way. */
  lastPlace: Place | undefined;
}

/** Costs add up; each unit is roughly a factor of e in likelihood. */
const ODD_DEVICE = 8;
const NO_PASSAGE = 8;
const NEW_PACKET = 4;
const NEW_ROUTE = 2;
const LEFT_ALONE = 6;
const AMBIGUITY_MARGIN = 3;
/** So strange is a record of which neither address was seen with these devices before. */
const DOUBTFUL = 4;
/** Added where the packet cannot have come here: then one strange address is enough. */
const UNEXPECTED = 2;

interface Pair {
  readonly device: DeviceLine;
  readonly inOut: InOutLine;
  cost: number;
  /** Even without a rival it is so strange that the true lines are perhaps lost. */
  readonly doubtful: boolean;
}

/**
 * Chooses among the open device and in/out lines the pair that fits a packet line best, or undefined where
 * none can belong to it. Lines of several CPUs interleave and nothing on them says which CPU printed them.
 */
export function chooseLines(packet: PacketLine, open: OpenLines, evidence: Evidence): Choice | undefined {
  const { devices, inOuts } = open;
  const { leastLeftAlone } = evidence.pairing;
  let best: Pair | undefined;
  /** Pairs that came close to the best one of their time; made only where there is a second pair. */
  let close: Pair[] | undefined;
  // The newest lines first: they are the likeliest, and distance alone rules out most of the others.
  for (let i = inOuts.length - 1; i >= 0; i--) {
    const inOut = inOuts[i]!;
    if (!sidesFitHook(packet.hook, inOut)) continue;
    const behind = distanceCost(inOut.seq, packet.seq);
    for (let d = devices.length - 1; d >= 0; d--) {
      const device = devices[d]!;
      if (device.seq > inOut.seq || !sameNamespace(device, inOut)) continue;
      const distance = behind + distanceCost(device.seq, inOut.seq);
      if (best !== undefined && distance >= best.cost + AMBIGUITY_MARGIN) break;
      const pair = weigh(packet, device, inOut, evidence);
      const limit = best === undefined ? Infinity : best.cost;
      if (pair.cost + LEFT_ALONE * leastLeftAlone + distance - limit >= AMBIGUITY_MARGIN) continue;
      pair.cost = pair.cost + LEFT_ALONE * evidence.pairing.leftAlone(d, i) + distance;
      if (best === undefined) best = pair;
      else {
        (close ??= [best]).push(pair);
        if (pair.cost < best.cost) best = pair;
      }
    }
  }
  return best === undefined ? undefined : judge(best, close);
}

/**
 * Whether the cheapest pair is beyond doubt. The lines of a rival that comes close are contested: whatever
 * record they become a part of may have got them for the same wrong reason.
 */
function judge(best: Pair, pairs: readonly Pair[] | undefined): Choice {
  const { device, inOut } = best;
  let isRivalled = false;
  for (const pair of pairs ?? []) {
    if (pair.cost - best.cost >= AMBIGUITY_MARGIN || isAlike(pair, best)) continue;
    isRivalled = true;
    pair.device.contested ||= pair.device.dev !== device.dev || pair.device.netns !== device.netns;
    pair.inOut.contested ||=
      pair.inOut.in !== inOut.in || pair.inOut.out !== inOut.out || pair.inOut.netns !== inOut.netns;
  }
  return { device, inOut, ambiguous: isRivalled || best.doubtful || device.contested || inOut.contested };
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

/** What a pair costs without what it leaves behind and without the distance of its lines. */
function weigh(
  packet: PacketLine,
  device: DeviceLine,
  inOut: InOutLine,
  { familiar, lastPlace: last }: Evidence,
): Pair {
  const { hook } = packet;
  const place = placeOf(packet, device, inOut);
  const odd = !deviceFitsHook(hook, device, inOut) && !sentOn(place, last);
  const strayed = odd || leftItsPort(hook, device, inOut, last);
  const strangeness = familiar.strangeness(place);
  const passage = passageCost(place, last, familiar);
  const inARow = device.seq + 1 === inOut.seq && inOut.seq + 1 === packet.seq;
  const strange = strayed || strangeness + (passage >= NO_PASSAGE ? UNEXPECTED : 0) >= DOUBTFUL;
  return {
    device,
    inOut,
    cost: (strayed ? ODD_DEVICE : 0) + strangeness + passage,
    doubtful: odd || (strange && !inARow && familiar.isMature),
  };
}

/** One object serves all: every record that comes by is looked at as a place, and none is kept as one. */
const place = emptyEntry();

/** Where the packet of a record is. The object is good until the next call. */
function placeOf(packet: PacketLine, device: DeviceLine, inOut: InOutLine): Place {
  place.hook = packet.hook;
  place.netns = inOut.netns;
  place.dev = device.dev;
  place.in = inOut.in;
  place.out = inOut.out;
  place.src = packet.src;
  place.sport = packet.sport;
  place.dst = packet.dst;
  place.dport = packet.dport;
  return place;
}

/** How unlikely it is that the skb came here from where it was last seen. */
function passageCost(place: Place, last: Place | undefined, familiar: FamiliarShapes): number {
  if (last !== undefined && canFollow(last, place)) {
    if (last.hook === POST_ROUTING) return familiar.crossingStrangeness(last, place);
    const rerouted = last.hook === LOCAL_OUT && last.out !== place.out && last.dst === place.dst;
    return rerouted ? NEW_ROUTE : 0;
  }
  if (place.hook === LOCAL_OUT) return 0;
  return canBegin(place.hook) ? NEW_PACKET : NO_PASSAGE;
}
