import { isAlike } from './choose.js';
import { AMBIGUITY_MARGIN, LEFT_ALONE, type RecordCost } from './cost.js';
import { distanceCost } from './distance.js';
import type { DeviceLine, InOutLine, OpenLines } from './open-lines.js';
import type { PacketLine } from './packet-line.js';
import { couldBeOneRecord, sameNamespace, sidesFitHook } from './record-shape.js';

/**
 * Whether `chooseLines` would take, without a doubt, the two lines right before a packet line, which agree with it in all
 * in which a record's lines must; `open` are the lines that waited before these came.
 *
 * It would if every other pair costs a margin more, or has the same content and costs more at all. The record in a row has
 * no distance, and what pairs leave alone need not be counted. Its device line can be of no other in/out line, as all
 * others are older. So where another pair takes its in/out line, no fewer are left alone. Where both of a pair have waited,
 * the two in a row are paired as well; then no fewer are left alone if the pair itself could be one record, and else at most
 * one less.
 */
export function isUnrivalled(
  packet: PacketLine,
  device: DeviceLine,
  inOut: InOutLine,
  { devices, inOuts }: OpenLines,
  recordCost: RecordCost,
): boolean {
  /** What rivals must cost; NaN while there is none to be weighed. */
  let limit = NaN;
  for (let i = inOuts.length; i >= 0; i--) {
    const rivalInOut = i < inOuts.length ? inOuts[i]! : inOut;
    if (!sidesFitHook(packet.hook, rivalInOut)) continue;
    const behind = distanceCost(rivalInOut.seq, packet.seq);
    for (let d = devices.length - 1; d >= 0; d--) {
      const rival = devices[d]!;
      if (rival.seq > rivalInOut.seq || !sameNamespace(rival, rivalInOut)) continue;
      if (isAlike(rival, rivalInOut, device, inOut)) continue;
      if (Number.isNaN(limit)) limit = costOf(device, inOut, recordCost) + AMBIGUITY_MARGIN;
      const distance = behind + distanceCost(rival.seq, rivalInOut.seq);
      if (distance >= limit) break;
      const spared = i < inOuts.length && !couldBeOneRecord(rival, rivalInOut) ? LEFT_ALONE : 0;
      recordCost.takeInOut(rivalInOut);
      const certain = recordCost.takeDevice(rival, rivalInOut) - spared + distance;
      if (certain < limit && certain + recordCost.strangeness() < limit) return false;
    }
  }
  return true;
}

function costOf(device: DeviceLine, inOut: InOutLine, recordCost: RecordCost): number {
  recordCost.takeInOut(inOut);
  return recordCost.takeDevice(device, inOut) + recordCost.strangeness();
}
