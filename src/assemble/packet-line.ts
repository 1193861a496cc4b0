import { NONE, type SymbolId } from '../model/symbol.js';

/** The tuple and hook of a packet line that looks for the other lines of its record. */
export interface PacketLine {
  seq: number;
  hook: number;
  src: SymbolId;
  sport: number;
  dst: SymbolId;
  dport: number;
  skb: SymbolId;
}

export function emptyPacketLine(): PacketLine {
  return { seq: 0, hook: 0, src: NONE, sport: 0, dst: NONE, dport: 0, skb: NONE };
}
