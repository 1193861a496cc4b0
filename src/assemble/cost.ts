import { emptyEntry } from '../model/entry.js';
import { LOCAL_OUT, POST_ROUTING } from '../model/hook.js';
import { canBegin, canFollow, type Place } from '../model/passage.js';
import type { FamiliarShapes } from './familiar.js';
import type { DeviceLine, InOutLine } from './open-lines.js';
import type { PacketLine } from './packet-line.js';
import { deviceFitsHook, leftItsPort, sentOn } from './record-shape.js';

/** What a record is judged by besides its lines. */
export interface Evidence {
  readonly familiar: FamiliarShapes;
  /** The last known place of the skb, if it may still be on its way. */
  lastPlace: Place | undefined;
}

/** Costs add up; each unit is roughly a factor of e in likelihood. */
const ODD_DEVICE = 8;
const NO_PASSAGE = 8;
const NEW_PACKET = 4;
const NEW_ROUTE = 2;
export const LEFT_ALONE = 6;
export const AMBIGUITY_MARGIN = 3;
/** So strange is a record of which neither address was seen with these devices before. */
const DOUBTFUL = 4;
/** Added where the packet cannot have come here: then one strange address is enough. */
const UNEXPECTED = 2;

/** What a device and an in/out line cost without what they leave behind and without the distance of their lines. */
export function contentCost(
  packet: PacketLine,
  device: DeviceLine,
  inOut: InOutLine,
  { familiar, lastPlace: last }: Evidence,
): number {
  const place = placeOf(packet, device, inOut);
  const strayed = isOdd(place, device, inOut, last) || leftItsPort(packet.hook, device, inOut, last);
  return (strayed ? ODD_DEVICE : 0) + familiar.strangeness(place) + passageCost(place, last, familiar);
}

/** Whether a record is even without a rival so strange that the true lines are perhaps lost. */
export function isDoubtful(
  packet: PacketLine,
  device: DeviceLine,
  inOut: InOutLine,
  { familiar, lastPlace: last }: Evidence,
): boolean {
  const place = placeOf(packet, device, inOut);
  if (isOdd(place, device, inOut, last)) return true;
  const inARow = device.seq + 1 === inOut.seq && inOut.seq + 1 === packet.seq;
  if (inARow || !familiar.isMature) return false;
  if (leftItsPort(packet.hook, device, inOut, last)) return true;
  const isUnexpected = passageCost(place, last, familiar) >= NO_PASSAGE;
  return familiar.strangeness(place) + (isUnexpected ? UNEXPECTED : 0) >= DOUBTFUL;
}

function isOdd(place: Place, device: DeviceLine, inOut: InOutLine, last: Place | undefined): boolean {
  return !deviceFitsHook(place.hook, device, inOut) && !sentOn(place, last);
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
