import { emptyEntry } from '../model/entry.js';
import { LOCAL_OUT, POST_ROUTING } from '../model/hook.js';
import { canBegin, canFollow, type Place } from '../model/passage.js';
import type { FamiliarShapes } from './familiar.js';
import type { DeviceLine, InOutLine } from './open-lines.js';
import type { PacketLine } from './packet-line.js';
import { deviceFitsHook, leftItsPort, sentOn } from './record-shape.js';

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

/**
 * What a packet line's record would cost with these lines or those, without what they leave behind and without the distance of
 * its lines. It is asked line by line, from the packet line to the device line, and keeps what they have in common.
 */
export class RecordCost {
  private readonly familiar: FamiliarShapes;
  /** Where the packet would be. */
  private readonly place = emptyEntry();
  private last: Place | undefined;
  private passage = 0;

  constructor(familiar: FamiliarShapes) {
    this.familiar = familiar;
  }

  /** `last` is the last known place of the skb, if it may still be on its way. */
  takePacket(packet: PacketLine, last: Place | undefined): void {
    const { place } = this;
    this.last = last;
    place.hook = packet.hook;
    place.src = packet.src;
    place.sport = packet.sport;
    place.dst = packet.dst;
    place.dport = packet.dport;
  }

  takeInOut(inOut: InOutLine): void {
    const { place } = this;
    place.netns = inOut.netns;
    place.in = inOut.in;
    place.out = inOut.out;
    this.passage = this.passageCost();
  }

  /** What is certain of the cost before it is asked how strange the record is. */
  takeDevice(device: DeviceLine, inOut: InOutLine): number {
    const { place, last } = this;
    place.dev = device.dev;
    if (place.hook === LOCAL_OUT) this.passage = this.passageCost(); // Nowhere else the device matters to it.
    const strayed = this.isOdd(device, inOut) || leftItsPort(place.hook, device, inOut, last);
    return (strayed ? ODD_DEVICE : 0) + this.passage;
  }

  /** The rest of the cost. */
  strangeness(): number {
    return this.familiar.strangeness(this.place);
  }

  /** Whether the record is even without a rival so strange that the true lines are perhaps lost. */
  isDoubtful(device: DeviceLine, inOut: InOutLine, inARow: boolean): boolean {
    this.takeInOut(inOut);
    const certain = this.takeDevice(device, inOut);
    if (this.isOdd(device, inOut)) return true;
    if (inARow || !this.familiar.isMature) return false;
    if (certain > this.passage) return true;
    return this.strangeness() + (this.passage >= NO_PASSAGE ? UNEXPECTED : 0) >= DOUBTFUL;
  }

  private isOdd(device: DeviceLine, inOut: InOutLine): boolean {
    return !deviceFitsHook(this.place.hook, device, inOut) && !sentOn(this.place, this.last);
  }

  /** How unlikely it is that the skb came here from where it was last seen. */
  private passageCost(): number {
    const { place, last } = this;
    if (last !== undefined && canFollow(last, place)) {
      if (last.hook === POST_ROUTING) return this.familiar.crossingStrangeness(last, place);
      const rerouted = last.hook === LOCAL_OUT && last.out !== place.out && last.dst === place.dst;
      return rerouted ? NEW_ROUTE : 0;
    }
    if (place.hook === LOCAL_OUT) return 0;
    return canBegin(place.hook) ? NEW_PACKET : NO_PASSAGE;
  }
}
