import type { Entry } from '../model/entry.js';
import type { SymbolId } from '../model/symbol.js';
import { EntryBlocks } from './entry-blocks.js';
import { Generations } from './generations.js';
import { OpenPacket, type Beginning } from './open-packet.js';

/** Closed packets that are kept for others to take their place. */
const MOST_SPARE = 1 << 12;

/** The packets that are under way, by their skb address. */
export class UnderWay {
  private readonly packets = new Generations<OpenPacket>();
  private readonly blocks = new EntryBlocks();
  /** Packets that are closed and whose place others may take. */
  private readonly closed: OpenPacket[] = [];

  get youngSize(): number {
    return this.packets.youngSize;
  }

  at(skb: SymbolId): OpenPacket | undefined {
    return this.packets.get(skb);
  }

  /** Begins a packet at its skb address; `inner` is the packet that it carries. */
  begin(beginning: Beginning, entry: Entry, inner: OpenPacket | null): void {
    const known = this.closed.pop();
    const packet = known ?? new OpenPacket(this.blocks, beginning, entry);
    if (known !== undefined) packet.begin(beginning, entry);
    packet.carry(inner);
    this.packets.set(entry.skb, packet);
  }

  /** A tunnel has ended: the skb is this packet again. Returns those that carried it, which now carry nothing. */
  resume(skb: SymbolId, packet: OpenPacket, outermost: OpenPacket): OpenPacket[] {
    const outer: OpenPacket[] = [];
    for (let one: OpenPacket | null = outermost; one !== null && one !== packet; one = one.inner)
      outer.push(one);
    for (const one of outer) one.carry(null);
    this.packets.set(skb, packet);
    return outer;
  }

  /** A packet is closed and no longer at any address. */
  release(packet: OpenPacket): void {
    if (this.closed.length < MOST_SPARE) this.closed.push(packet);
  }

  /** Takes out the packets that have a property, the oldest first. */
  take(has: (packet: OpenPacket) => boolean): OpenPacket[] {
    return this.packets.take(has);
  }

  /** Takes out what nothing came of since the turn before the last. */
  turn(): OpenPacket[] {
    return this.packets.turn();
  }

  /** Takes out all, in the order in which they were first seen. */
  clear(): OpenPacket[] {
    return this.packets.clear().sort((a, b) => a.id - b.id);
  }
}
