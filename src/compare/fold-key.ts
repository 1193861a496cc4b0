import type { Entry } from '../model/entry.js';
import type { Packet } from '../model/packet.js';
import type { SymbolId } from '../model/symbol.js';

/**
 * The address at the client's end of a packet: where an original packet begins, where a reply ends. That of the
 * client itself, unless the packet was seen on a part of its way only.
 */
export function anchorOf({ direction, entries }: Packet): SymbolId {
  return direction === 'original' ? entries[0]!.src : entries.at(-1)!.dst;
}

/**
 * All of a packet that a comparison can depend on. Clients' own addresses and ports are left out, so that a
 * million clients take one path; an address that one was translated to is not.
 */
export function foldKey(packet: Packet): string {
  const { boot, direction, fate, entries, hasGap, atBegin, atEnd } = packet;
  const anchor = anchorOf(packet);
  const isOriginal = direction === 'original';
  let key = `${entries[0]!.protocol} ${boot} ${direction} ${fate} ${hasGap} ${atBegin} ${atEnd}`;
  for (const entry of entries) {
    key += `|${placeKey(entry)} ${isOriginal ? endsKey(entry.src, anchor, entry.dst, entry.dport) : endsKey(entry.dst, anchor, entry.src, entry.sport)}`;
  }
  return key;
}

function placeKey({ netns, hook, dev, in: inDev, out, ambiguous }: Entry): string {
  return `${netns} ${hook} ${dev} ${inDev} ${out} ${ambiguous}`;
}

function endsKey(client: SymbolId, anchor: SymbolId, server: SymbolId, port: number): string {
  return `${client === anchor ? '' : client} ${server}:${port}`;
}
