import { HOOK_NAMES } from '../../model/hook.js';
import type { Entry } from '../../model/entry.js';
import type { Fate, Packet } from '../../model/packet.js';
import type { SymbolId } from '../../model/symbol.js';

/** Namespaces that are kept apart, of all boots; of more the entries are counted. */
const MOST_NAMESPACES = 10_000;

/**
 * What crossed the hooks of one namespace of one boot, by the hooks' numbers. For every hook one law holds:
 *
 *     entries = begun + arrived + steps to it = left + ended + steps from it
 */
export interface NamespaceTraffic {
  readonly netns: SymbolId;
  readonly boot: number;
  readonly isInit: boolean;
  readonly entries: readonly number[];
  /** Entries among them that could also be put together in another way. */
  readonly ambiguous: readonly number[];
  /** Packets that are seen for the first time there. */
  readonly begun: readonly number[];
  /** Packets that were in another namespace before. */
  readonly arrived: readonly number[];
  /** How often a packet went on from one hook to another within the namespace. */
  readonly steps: readonly (readonly number[])[];
  /** Packets that went on to another namespace. */
  readonly left: readonly number[];
  /** Packets that are last seen there, by their fates. */
  readonly ended: readonly Readonly<Record<Fate, number>>[];
}

/** How often packets went from one namespace into another. */
export interface Crossing {
  readonly from: NamespaceTraffic;
  readonly to: NamespaceTraffic;
  readonly count: number;
}

/** Counts packets at hooks, and between them, as an analysis hands them out. Memory is bounded. */
export class HookTraffic {
  /** Entries in namespaces that are not kept apart. */
  unlisted = 0;
  /** All packets, by their fates. */
  readonly fates: Record<Fate, number> = { delivered: 0, sent: 0, stopped: 0, open: 0 };
  private readonly known = new Map<string, Tally>();

  packet({ entries, boot, fate }: Packet): void {
    this.fates[fate]++;
    let before: { entry: Entry; tally: Tally | undefined } | undefined;
    for (const entry of entries) {
      const tally = this.tallyOf(entry, boot);
      if (tally === undefined) this.unlisted++;
      else arrive(tally, entry, before);
      if (before?.tally !== undefined && before.tally !== tally) leave(before.tally, before.entry, tally);
      before = { entry, tally };
    }
    if (before?.tally !== undefined) before.tally.ended[before.entry.hook]![fate]++;
  }

  /** Boot by boot; in each init first, then in the order in which they were first seen. */
  get namespaces(): NamespaceTraffic[] {
    return [...this.known.values()].sort((a, b) => a.boot - b.boot || Number(b.isInit) - Number(a.isInit));
  }

  /** The busiest first. */
  get crossings(): Crossing[] {
    return [...this.known.values()]
      .flatMap((from) => [...from.goesTo].map(([to, count]) => ({ from, to, count })))
      .sort((a, b) => b.count - a.count);
  }

  private tallyOf({ netns, initnet }: Entry, boot: number): Tally | undefined {
    const key = `${boot} ${netns}`;
    let tally = this.known.get(key);
    if (tally === undefined && this.known.size < MOST_NAMESPACES) {
      tally = emptyTally(netns, boot, netns === initnet);
      this.known.set(key, tally);
    }
    return tally;
  }
}

interface Tally extends NamespaceTraffic {
  readonly entries: number[];
  readonly ambiguous: number[];
  readonly begun: number[];
  readonly arrived: number[];
  readonly steps: number[][];
  readonly left: number[];
  readonly ended: Record<Fate, number>[];
  readonly goesTo: Map<Tally, number>;
}

function arrive(
  tally: Tally,
  { hook, ambiguous }: Entry,
  before?: { entry: Entry; tally?: Tally | undefined },
): void {
  add(tally.entries, hook);
  if (ambiguous) add(tally.ambiguous, hook);
  if (before === undefined) add(tally.begun, hook);
  else if (before.tally === tally) add(tally.steps[before.entry.hook]!, hook);
  else add(tally.arrived, hook);
}

function leave(tally: Tally, { hook }: Entry, to: Tally | undefined): void {
  add(tally.left, hook);
  if (to !== undefined) tally.goesTo.set(to, (tally.goesTo.get(to) ?? 0) + 1);
}

function add(counts: number[], hook: number): void {
  counts[hook] = (counts[hook] ?? 0) + 1;
}

function emptyTally(netns: SymbolId, boot: number, isInit: boolean): Tally {
  const zeros = (): number[] => HOOK_NAMES.map(() => 0);
  return {
    netns,
    boot,
    isInit,
    entries: zeros(),
    ambiguous: zeros(),
    begun: zeros(),
    arrived: zeros(),
    steps: HOOK_NAMES.map(zeros),
    left: zeros(),
    ended: HOOK_NAMES.map(() => ({ delivered: 0, sent: 0, stopped: 0, open: 0 })),
    goesTo: new Map(),
  };
}
