import { microsBetween } from '../../model/clock.js';
import type { Entry } from '../../model/entry.js';
import type { Flow } from '../../model/flow.js';
import { isAmbiguous, type Packet } from '../../model/packet.js';
import { sameDestination, sameSource } from '../../model/passage.js';
import type { SymbolTexts } from '../../model/symbol.js';
import { endpointText } from '../names.js';
import { Sampled } from '../../model/sampled.js';

/** A path with what varies between its packets put together. */
export interface PathTally {
  /** The first packet that took it. */
  readonly example: Packet;
  packets: number;
  ambiguous: number;
  /** Of how many of them an entry is known to be missing; they are ambiguous, too. */
  gaps: number;
  /** Microseconds from the entry before to each, and for the first one over all; NaN where the log has no times. */
  readonly times: readonly Sampled[];
}

/** Flows that differ in the client's port alone, and how often their packets took each path. */
export interface FlowGroup {
  readonly ids: number[];
  readonly example: Flow;
  readonly packets: { original: number; reply: number };
  readonly paths: Map<PathTally, number>;
}

/** More paths, or groups, than this are counted and not listed: nobody reads them, and memory is bounded. */
const MOST = 20_000;

/**
 * Folds packets to what a person can read: per group of flows its distinct paths, each once.
 */
export class PathDigest {
  /** Packets with the same key took the same path. */
  readonly keyOf: (packet: Packet) => string;
  private readonly tallies = new Map<string, PathTally>();
  private readonly openFlows = new Map<number, Map<PathTally, number>>();
  private readonly groups = new Map<string, FlowGroup>();
  /** Packets and flows that are counted and not listed. */
  readonly unlisted = { packets: 0, flows: 0 };

  constructor(keyOf = pathKey) {
    this.keyOf = keyOf;
  }

  addPacket(packet: Packet): void {
    const key = this.keyOf(packet);
    let tally = this.tallies.get(key);
    if (tally === undefined) {
      if (this.tallies.size >= MOST) {
        this.unlisted.packets++;
        return;
      }
      tally = emptyTally(packet);
      this.tallies.set(key, tally);
    }
    add(tally, packet);
    let paths = this.openFlows.get(packet.flow);
    if (paths === undefined) this.openFlows.set(packet.flow, (paths = new Map()));
    paths.set(tally, (paths.get(tally) ?? 0) + 1);
  }

  addFlow(flow: Flow, texts: SymbolTexts): void {
    const key = [
      flow.boot,
      texts.text(flow.client.address),
      flow.published === null ? '' : endpointText(texts, flow.published),
      endpointText(texts, flow.server),
    ].join(' ');
    let group = this.groups.get(key);
    if (group === undefined && this.groups.size < MOST) {
      group = { ids: [], example: flow, packets: { original: 0, reply: 0 }, paths: new Map() };
      this.groups.set(key, group);
    }
    if (group === undefined) this.unlisted.flows++;
    else join(group, flow);
    for (const id of [flow.id, ...flow.aliases]) {
      for (const [tally, count] of this.openFlows.get(id) ?? []) {
        group?.paths.set(tally, (group.paths.get(tally) ?? 0) + count);
      }
      this.openFlows.delete(id);
    }
  }

  /** In the order of their first flows. */
  get flowGroups(): FlowGroup[] {
    return [...this.groups.values()].sort((a, b) => a.ids[0]! - b.ids[0]!);
  }
}

/**
 * The paths of a group and how many of its packets took each: the original direction first, and in each what did not
 * get through: that is what people look for.
 */
export function sortedPaths({ paths }: Pick<FlowGroup, 'paths'>): [PathTally, number][] {
  return [...paths].sort(byDirectionAndCount);
}

/** The index of the input that a group's packets are of; undefined where none of them is listed. */
export function fileOf({ paths }: FlowGroup): number | undefined {
  const [tally] = paths.keys();
  return tally?.example.entries[0]!.file;
}

function byDirectionAndCount([a, aCount]: [PathTally, number], [b, bCount]: [PathTally, number]): number {
  if (a.example.direction !== b.example.direction) return a.example.direction === 'original' ? -1 : 1;
  if (isLost(a) !== isLost(b)) return isLost(a) ? -1 : 1;
  return bCount - aCount || a.example.id - b.example.id;
}

function isLost({ example: { fate } }: PathTally): boolean {
  return fate === 'stopped' || fate === 'open';
}

/** The path of one packet. */
export function tallyOf(packet: Packet): PathTally {
  const tally = emptyTally(packet);
  add(tally, packet);
  return tally;
}

function emptyTally(packet: Packet): PathTally {
  const times = packet.entries.map(() => new Sampled());
  return { example: packet, packets: 0, ambiguous: 0, gaps: 0, times };
}

function add(tally: PathTally, packet: Packet): void {
  tally.packets++;
  if (isAmbiguous(packet)) tally.ambiguous++;
  if (packet.hasGap) tally.gaps++;
  addTimes(tally, packet);
}

function addTimes({ times }: PathTally, { entries }: Packet): void {
  times[0]!.add(microsBetween(entries[0]!, entries.at(-1)!));
  for (let i = 1; i < entries.length; i++) times[i]!.add(microsBetween(entries[i - 1]!, entries[i]!));
}

function join(group: FlowGroup, flow: Flow): void {
  group.ids.push(flow.id);
  group.packets.original += flow.packets.original;
  group.packets.reply += flow.packets.reply;
}

/** What of a packet is neither memory address, time nor port of a client. */
export function pathKey({ direction, fate, entries, boot }: Packet): string {
  const endsOf = ({ src, sport, dst, dport }: Entry): string =>
    direction === 'original' ? `${src} ${dst}:${dport}` : `${src}:${sport} ${dst}`;
  let key = `${entries[0]!.protocol} ${boot} ${direction} ${fate} ${endsOf(entries[0]!)}`;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]!;
    const { netns, hook, dev, in: inDev, out } = entry;
    const last = entries[Math.max(i - 1, 0)]!;
    const translated = !sameSource(last, entry) || !sameDestination(last, entry);
    key += `|${netns} ${hook} ${dev} ${inDev} ${out}${translated ? ` ${endsOf(entry)}` : ''}`;
  }
  return key;
}
