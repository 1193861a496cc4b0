import type { Entry } from '../model/entry.js';
import type { SymbolId } from '../model/symbol.js';
import { Generations } from './generations.js';
import { OpenPackets } from './open-packets.js';
import type { Beginning, OpenPacket } from './packet-rows.js';

/** The packets that are under way, by their skb address. */
export class UnderWay {
  readonly packets = new OpenPackets();
  private readonly bySkb = new Generations();

  get youngSize(): number {
    return this.bySkb.youngSize;
  }

  /** 0 where there is none. */
  at(skb: SymbolId): OpenPacket {
    return this.bySkb.get(skb);
  }

  /** Begins a packet at its skb address; `inner` is the packet that it carries, or 0. */
  begin(beginning: Beginning, entry: Entry, inner: OpenPacket): void {
    const packet = this.packets.take();
    this.packets.begin(packet, beginning, entry);
    if (inner !== 0) this.packets.carry(packet, inner);
    this.bySkb.set(entry.skb, packet);
  }

  /** A tunnel has ended: the skb is this packet again. Returns those that carried it, which now carry nothing. */
  resume(skb: SymbolId, packet: OpenPacket, outermost: OpenPacket): OpenPacket[] {
    const outer: OpenPacket[] = [];
    for (let one = outermost; one !== 0 && one !== packet; one = this.packets.inner(one)) outer.push(one);
    for (const one of outer) this.packets.carry(one, 0);
    this.bySkb.set(skb, packet);
    return outer;
  }

  /** Takes out the packets that have a property, the oldest first. */
  take(has: (packet: OpenPacket) => boolean): OpenPacket[] {
    return this.bySkb.take(has);
  }

  /** Takes out what nothing came of since the turn before the last. */
  turn(): OpenPacket[] {
    return this.bySkb.turn();
  }

  /** Takes out all, in the order in which they were first seen. */
  clear(): OpenPacket[] {
    return this.bySkb.clear().sort((a, b) => this.packets.id(a) - this.packets.id(b));
  }
}
