import type { Entry } from '../../model/entry.js';
import { POST_ROUTING, PRE_ROUTING } from '../../model/hook.js';
import { isAmbiguous, type Packet } from '../../model/packet.js';
import { isSecondPass } from '../../model/passage.js';
import { NONE, type SymbolId } from '../../model/symbol.js';

/** A place of a namespace: a hook, a device, or the end of packets that did not come further. */
export type TopologyPlace =
  | { readonly kind: 'hook'; readonly hook: number }
  | { readonly kind: 'device'; readonly device: SymbolId }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'open' };

/** A place, and how often packets were there. */
export interface TopologyNode {
  /** From 0, in the order in which they were first seen. */
  readonly id: number;
  readonly boot: number;
  readonly netns: SymbolId;
  readonly place: TopologyPlace;
  /** Of a hook: its entries, and how many of them are ambiguous. Of an end: the packets. Of a device: 0. */
  count: number;
  ambiguous: number;
}

/** Packets went from one place straight to another. */
export interface TopologyEdge {
  readonly from: TopologyNode;
  readonly to: TopologyNode;
  /** Passages; a packet may come twice. */
  count: number;
  /** Those of packets that are ambiguous or of which an entry is missing. */
  doubtful: number;
}

/** More places, or passages, are counted and not kept: memory is bounded, and nobody looks at them. */
const MOST = 50_000;

/** What namespaces, devices and hooks there are, as packets saw them, and how packets went between them. */
export class Topology {
  private readonly nodesByKey = new Map<string, TopologyNode>();
  private readonly edgesByKey = new Map<string, TopologyEdge>();
  /** Packets that are not in it in full, as there would be more places or passages than are kept. */
  leftOut = 0;

  add(packet: Packet): void {
    const { entries, boot, fate } = packet;
    const stations = entries.map((entry) => this.node(boot, entry.netns, { kind: 'hook', hook: entry.hook }));
    const way: (TopologyNode | null)[] = [];
    for (const [i, entry] of entries.entries()) {
      const station = stations[i]!;
      if (station !== null) {
        station.count++;
        if (entry.ambiguous) station.ambiguous++;
      }
      // IP's second look comes from the bridge's first, not from a device.
      if (entry.hook === PRE_ROUTING && entry.in !== NONE && !isSecondPass(entry, entries[i - 1]))
        way.push(this.device(boot, entry, entry.in));
      way.push(station);
      if (entry.hook === POST_ROUTING) way.push(this.device(boot, entry, entry.out));
    }
    const last = entries.at(-1)!;
    if (fate === 'stopped' || fate === 'open') {
      const end = this.node(boot, last.netns, { kind: fate });
      if (end !== null) end.count++;
      way.push(end);
    }
    this.connect(way, isAmbiguous(packet));
  }

  get nodes(): readonly TopologyNode[] {
    return [...this.nodesByKey.values()];
  }

  get edges(): readonly TopologyEdge[] {
    return [...this.edgesByKey.values()];
  }

  private device(boot: number, { netns }: Entry, device: SymbolId): TopologyNode | null {
    return this.node(boot, netns, { kind: 'device', device });
  }

  private node(boot: number, netns: SymbolId, place: TopologyPlace): TopologyNode | null {
    const key = `${boot} ${netns} ${placeKey(place)}`;
    let node = this.nodesByKey.get(key);
    if (node === undefined) {
      if (this.nodesByKey.size >= MOST) return null;
      node = { id: this.nodesByKey.size, boot, netns, place, count: 0, ambiguous: 0 };
      this.nodesByKey.set(key, node);
    }
    return node;
  }

  private connect(way: readonly (TopologyNode | null)[], isDoubtful: boolean): void {
    let isWhole = !way.includes(null);
    for (let i = 1; i < way.length; i++) {
      const [from, to] = [way[i - 1]!, way[i]!];
      if (from === null || to === null) continue;
      const key = `${from.id} ${to.id}`;
      let edge = this.edgesByKey.get(key);
      if (edge === undefined && this.edgesByKey.size < MOST) {
        edge = { from, to, count: 0, doubtful: 0 };
        this.edgesByKey.set(key, edge);
      }
      if (edge === undefined) isWhole = false;
      else {
        edge.count++;
        if (isDoubtful) edge.doubtful++;
      }
    }
    if (!isWhole) this.leftOut++;
  }
}

function placeKey(place: TopologyPlace): string {
  if (place.kind === 'hook') return `hook ${place.hook}`;
  return place.kind === 'device' ? `device ${place.device}` : place.kind;
}
