import type { Flow } from '../../model/flow.js';
import type { Fate } from '../../model/packet.js';
import { sortedPaths, type FlowGroup, type PathTally } from '../analyze/path-digest.js';
import { endpointText, type LogNames } from '../names.js';

/** Flows of one boot that go to the same server by the same published address. */
export interface ServiceFlows {
  readonly example: Flow;
  /** Flows that differ in the client's port alone, the busiest first. */
  readonly clients: FlowGroup[];
  readonly flows: number;
  readonly packets: { readonly original: number; readonly reply: number };
  /** How many of its packets took each path, in the order of `sortedPaths`. */
  readonly paths: readonly (readonly [PathTally, number])[];
}

/** What flows go to, the busiest first. */
export function servicesOf(groups: readonly FlowGroup[], { texts }: LogNames): ServiceFlows[] {
  const services = new Map<string, FlowGroup[]>();
  for (const group of groups) {
    const { boot, server, published } = group.example;
    const key = [boot, endpointText(texts, server), published && endpointText(texts, published)].join(' ');
    const known = services.get(key);
    if (known === undefined) services.set(key, [group]);
    else known.push(group);
  }
  return [...services.values()].map(serviceOf).sort((a, b) => packetsIn(b) - packetsIn(a));
}

/** Packets of a group of flows, or of many, in both directions. */
export function packetsIn({ packets }: Pick<FlowGroup, 'packets'>): number {
  return packets.original + packets.reply;
}

/** How many packets of some paths had each fate. */
export function fatesOf(paths: Iterable<readonly [PathTally, number]>): Record<Fate, number> {
  const fates = { delivered: 0, sent: 0, stopped: 0, open: 0 };
  for (const [{ example }, count] of paths) fates[example.fate] += count;
  return fates;
}

function serviceOf(groups: readonly FlowGroup[]): ServiceFlows {
  const paths = new Map<PathTally, number>();
  for (const group of groups) {
    for (const [tally, count] of group.paths) paths.set(tally, (paths.get(tally) ?? 0) + count);
  }
  const sum = (of: (group: FlowGroup) => number): number =>
    groups.reduce((total, group) => total + of(group), 0);
  return {
    example: groups[0]!.example,
    clients: groups.toSorted((a, b) => packetsIn(b) - packetsIn(a)),
    flows: sum(({ ids }) => ids.length),
    packets: { original: sum(({ packets }) => packets.original), reply: sum(({ packets }) => packets.reply) },
    paths: sortedPaths({ paths }),
  };
}
