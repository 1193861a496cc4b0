import type { Place } from '../model/passage.js';
import { isAlike } from './choose.js';
import { AMBIGUITY_MARGIN, LEFT_ALONE, RecordCost } from './cost.js';
import { distanceCost } from './distance.js';
import { MOST_STRANGE, type FamiliarShapes } from './familiar.js';
import type { HeldRecord } from './held-record.js';
import type { OpenLines } from './open-lines.js';
import type { PacketLine } from './packet-line.js';
import { couldBeOneRecord, sameNamespace, sidesFitHook } from './record-shape.js';

/**
 * Looks for lines that might be taken instead of those of a record in one piece.
 *
 * `chooseLines` would take these beyond doubt if every other pair costs a margin more, or has the same content and costs more
 * at all. That can be told without counting what each pair leaves alone. The record in one piece has no distance. Its device
 * line can be of no other in/out line, as all others are older. So if another pair takes its in/out line, no fewer are left
 * alone; and if both lines of another pair have waited, the two of the record pair with each other: then no fewer are left
 * alone where the other two could be one record, and else at most one less.
 */
export class Rivals {
  private readonly own: RecordCost;
  private readonly other: RecordCost;

  constructor(familiar: FamiliarShapes) {
    this.own = new RecordCost(familiar);
    this.other = new RecordCost(familiar);
  }

  /** Whether none of the lines that wait comes near a record whose lines agree, right before its packet line. */
  areFar(
    packet: PacketLine,
    { device, inOut }: HeldRecord,
    lastPlace: Place | undefined,
    { devices, inOuts }: OpenLines,
  ): boolean {
    const { own, other } = this;
    /** What others must cost: not known while there is none, and too much until it is asked how strange the record is. */
    let limit = NaN;
    let isExact = false;
    for (let i = inOuts.length; i >= 0; i--) {
      const otherInOut = i < inOuts.length ? inOuts[i]! : inOut;
      if (!sidesFitHook(packet.hook, otherInOut)) continue;
      const behind = distanceCost(otherInOut.seq, packet.seq);
      for (let d = devices.length - 1; d >= 0; d--) {
        const otherDevice = devices[d]!;
        if (otherDevice.seq > otherInOut.seq || !sameNamespace(otherDevice, otherInOut)) continue;
        if (isAlike(otherDevice, otherInOut, device, inOut)) continue;
        if (Number.isNaN(limit)) {
          own.takePacket(packet, lastPlace);
          other.takePacket(packet, lastPlace);
          own.takeInOut(inOut);
          limit = own.takeDevice(device, inOut) + MOST_STRANGE + AMBIGUITY_MARGIN;
        }
        const spared = i < inOuts.length && !couldBeOneRecord(otherDevice, otherInOut) ? LEFT_ALONE : 0;
        const distance = behind + distanceCost(otherDevice.seq, otherInOut.seq);
        other.takeInOut(otherInOut);
        const certain = other.takeDevice(otherDevice, otherInOut) + distance - spared;
        if (certain >= limit) continue;
        if (!isExact) limit += own.strangeness() - MOST_STRANGE;
        isExact = true;
        if (certain + other.strangeness() < limit) return false;
      }
    }
    return true;
  }
}
