import type { Entry } from '../model/entry.js';
import type { Packet } from '../model/packet.js';
import { sameDestination, sameSource } from '../model/passage.js';

/**
 * All of a packet that a verdict can depend on: its path with devices, the addresses of the server's side, where
 * it was translated, how it ended and what is doubtful of it. Clients' addresses are left out, so that a
 * million of them are one way.
 */
export function wayKey(packet: Packet): string {
  const { boot, direction, fate, entries, hasGap, atBegin, atEnd } = packet;
  let key = `${entries[0]!.protocol} ${boot} ${direction} ${fate} ${hasGap} ${atBegin} ${atEnd}`;
  for (const [i, entry] of entries.entries()) {
    key += `|${placeKey(entry)} ${endKey(packet, entry)} ${entry.ambiguous}${translationKey(entries[i - 1], entry)}`;
  }
  return key;
}

/** Where an entry is, and which devices it knows. */
function placeKey({ netns, hook, dev, in: inDev, out }: Entry): string {
  return `${netns} ${hook} ${dev} ${inDev} ${out}`;
}

/** The places of entries, one after the other. */
export function pathOf(entries: readonly Entry[]): string {
  return entries.map(placeKey).join('|');
}

function endKey({ direction }: Packet, { src, sport, dst, dport }: Entry): string {
  return direction === 'original' ? `${dst}:${dport}` : `${src}:${sport}`;
}

function translationKey(before: Entry | undefined, entry: Entry): string {
  if (before === undefined) return '';
  return `${sameSource(before, entry) ? '' : ' snat'}${sameDestination(before, entry) ? '' : ' dnat'}`;
}
