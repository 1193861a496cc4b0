import type { Entry } from '../model/entry.js';
import type { Endpoint } from '../model/flow.js';
import type { Known, PlacementSight, SightCounts } from '../model/placement.js';
import type { DeviceSide, Placement } from '../model/policy.js';
import { NONE } from '../model/symbol.js';
import type { Way } from '../model/traffic.js';

/** Packets of one way at one placement. */
export interface Crossing {
  readonly entry: Entry;
  /** The server's end as a rule sees it there; null where the log does not show it. */
  readonly sees: Endpoint | null;
  /** Whether that is the service's own address. */
  readonly isSeen: boolean;
}

/** Addresses that are listed of a placement. */
const MOST_ADDRESSES = 8;

/** Counts what a rule at one placement sees. */
export class PlacementTally {
  readonly at: Placement;
  private readonly crossed = new Map<Way, boolean>();
  private readonly addresses = new Map<string, { end: Endpoint; isOwn: boolean }>();
  private readonly known = { in: 0, out: 0, of: 0 };

  constructor(at: Placement) {
    this.at = at;
  }

  add(way: Way, crossings: readonly Crossing[]): void {
    const seen = crossings.find(({ isSeen }) => isSeen);
    this.crossed.set(way, seen !== undefined);
    for (const { sees, isSeen } of crossings) {
      if (sees === null || this.addresses.size >= MOST_ADDRESSES) continue;
      this.addresses.set(`${sees.address}:${sees.port}`, { end: sees, isOwn: isSeen });
    }
    const { entry } = seen ?? crossings[0]!;
    this.known.of += way.packets;
    for (const side of ['in', 'out'] as const) if (entry[side] !== NONE) this.known[side] += way.packets;
  }

  sees(way: Way): boolean {
    return this.crossed.get(way) === true;
  }

  /** How surely a device is known. */
  knows(side: DeviceSide): Known {
    if (this.known[side] === 0) return 'never';
    return this.known[side] === this.known.of ? 'always' : 'sometimes';
  }

  /** The counts of each class and direction of `classes`, in their order. */
  sight(classes: readonly (readonly Way[])[]): PlacementSight {
    const ends = [...this.addresses.values()].sort((a, b) => Number(b.isOwn) - Number(a.isOwn));
    return {
      at: this.at,
      counts: classes.map((ways) => this.countsOf(ways)),
      addresses: ends.map(({ end }) => end),
      devices: { in: this.knows('in'), out: this.knows('out') },
    };
  }

  private countsOf(ways: readonly Way[]): SightCounts {
    const { from, direction } = ways[0]!;
    const counts = { from, direction, seen: 0, crossed: 0, total: 0 };
    for (const way of ways) {
      counts.total += way.packets;
      if (this.crossed.has(way)) counts.crossed += way.packets;
      if (this.sees(way)) counts.seen += way.packets;
    }
    return counts;
  }
}
