import { destinationOf, sourceOf, type Entry } from '../../model/entry.js';
import { isAmbiguous, type Packet } from '../../model/packet.js';
import { sameDestination, sameSource } from '../../model/passage.js';

/**
 * A packet's path whoever the client is: namespaces, hooks, devices, the server's end wherever it changes, and where the
 * client's does. Ten thousand clients of one service so have a few paths.
 */
export function pathShape({ direction, fate, entries, boot }: Packet): string {
  const isOriginal = direction === 'original';
  const serverOf = (entry: Entry): string => {
    const { address, port } = (isOriginal ? destinationOf : sourceOf)(entry);
    return `${address}:${port}`;
  };
  const [sameServer, sameClient] = isOriginal ? [sameDestination, sameSource] : [sameSource, sameDestination];
  let key = `${boot} ${direction} ${fate} ${serverOf(entries[0]!)}`;
  entries.forEach((entry, i) => {
    const before = entries[i - 1] ?? entry;
    const { netns, hook, dev, in: inDev, out } = entry;
    key += `|${netns} ${hook} ${dev} ${inDev} ${out}`;
    if (!sameServer(before, entry)) key += ` ${serverOf(entry)}`;
    if (!sameClient(before, entry)) key += ' client';
  });
  return key;
}

/** The same, with what a verdict depends on beside it: packets with one key are judged alike by every rule. */
export function judgedShape(packet: Packet): string {
  const { hasGap, atBegin, atEnd } = packet;
  return `${pathShape(packet)} ${hasGap} ${isAmbiguous(packet)} ${atBegin} ${atEnd}`;
}
