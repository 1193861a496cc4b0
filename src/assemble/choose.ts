import type { SymbolId } from '../model/symbol.js';
import { AMBIGUITY_MARGIN, LEFT_ALONE, type RecordCost } from './cost.js';
import { distanceCost } from './distance.js';
import type { DeviceLine, InOutLine, OpenLines } from './open-lines.js';
import type { PacketLine } from './packet-line.js';
import type { Pairing } from './pairing.js';
import { sameNamespace, sidesFitHook } from './record-shape.js';

/** The lines chosen for a packet line. */
export interface Choice {
  readonly device: DeviceLine;
  readonly inOut: InOutLine;
  /** Another choice with another content is almost as likely. */
  readonly ambiguous: boolean;
}

/** What a packet line might make a record of. */
interface Pair {
  readonly device: DeviceLine;
  readonly inOut: InOutLine;
  readonly cost: number;
}

/**
 * Chooses among the open device and in/out lines the pair that fits a packet line best, or undefined where
 * none can belong to it. Lines of several CPUs interleave and nothing on them says which CPU printed them.
 */
export function chooseLines(
  packet: PacketLine,
  { devices, inOuts }: OpenLines,
  pairing: Pairing,
  recordCost: RecordCost,
): Choice | undefined {
  const least = LEFT_ALONE * pairing.leastLeftAlone;
  let best: Pair | undefined;
  /** Pairs that came close to the best one of their time; made only where there is a second pair. */
  let close: Pair[] | undefined;
  /** The newest device line that stands before the in/out line. */
  let newest = devices.length - 1;
  // The newest lines first: they are the likeliest, and distance alone rules out most of the others.
  for (let i = inOuts.length - 1; i >= 0; i--) {
    const inOut = inOuts[i]!;
    if (!sidesFitHook(packet.hook, inOut)) continue;
    recordCost.takeInOut(inOut);
    while (newest >= 0 && devices[newest]!.seq > inOut.seq) newest--;
    const behind = distanceCost(inOut.seq, packet.seq);
    /** The device that was weighed last with this in/out line: another line of it has the same content. */
    let weighed: SymbolId | undefined;
    let content = 0;
    for (let d = newest; d >= 0; d--) {
      const device = devices[d]!;
      if (!sameNamespace(device, inOut)) continue;
      const distance = behind + distanceCost(device.seq, inOut.seq);
      if (best !== undefined && distance >= best.cost + AMBIGUITY_MARGIN) break;
      const limit = best === undefined ? Infinity : best.cost;
      if (device.dev !== weighed) {
        weighed = device.dev;
        content = recordCost.takeDevice(device, inOut);
        if (content + least + distance - limit < AMBIGUITY_MARGIN) content += recordCost.strangeness();
      }
      if (content + least + distance - limit >= AMBIGUITY_MARGIN) continue;
      const cost = content + LEFT_ALONE * pairing.leftAlone(d, i) + distance;
      if (cost - limit >= AMBIGUITY_MARGIN) continue;
      const pair: Pair = { device, inOut, cost };
      if (best !== undefined) (close ??= [best]).push(pair);
      if (best === undefined || cost < best.cost) best = pair;
    }
  }
  if (best === undefined) return undefined;
  const { device, inOut } = best;
  const isRivalled = close !== undefined && contest(best, close);
  const inARow = device.seq + 1 === inOut.seq && inOut.seq + 1 === packet.seq;
  const ambiguous =
    isRivalled || device.contested || inOut.contested || recordCost.isDoubtful(device, inOut, inARow);
  return { device, inOut, ambiguous };
}

/**
 * Whether the cheapest pair has a rival that comes close. The lines of such a rival are contested: whatever record they
 * become a part of may have got them for the same wrong reason.
 */
function contest(best: Pair, pairs: readonly Pair[]): boolean {
  const { device, inOut } = best;
  let isRivalled = false;
  for (const pair of pairs) {
    if (pair.cost - best.cost >= AMBIGUITY_MARGIN) continue;
    if (isAlike(pair.device, pair.inOut, device, inOut)) continue;
    isRivalled = true;
    pair.device.contested ||= pair.device.dev !== device.dev || pair.device.netns !== device.netns;
    pair.inOut.contested ||=
      pair.inOut.in !== inOut.in || pair.inOut.out !== inOut.out || pair.inOut.netns !== inOut.netns;
  }
  return isRivalled;
}

/** Pairs of equal content are interchangeable. */
export function isAlike(
  device: DeviceLine,
  inOut: InOutLine,
  otherDevice: DeviceLine,
  otherInOut: InOutLine,
): boolean {
  return (
    device.dev === otherDevice.dev &&
    device.initnet === otherDevice.initnet &&
    inOut.in === otherInOut.in &&
    inOut.out === otherInOut.out &&
    inOut.netns === otherInOut.netns
  );
}
