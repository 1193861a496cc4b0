import { KERNEL_CLOCK, microsBetween, type Time } from '../model/clock.js';
import { isMergedFragment, type Entry } from '../model/entry.js';
import { NO_PORT, type Flow } from '../model/flow.js';
import { HOOK_NAMES } from '../model/hook.js';
import { isAmbiguous, startsMidPath, type Direction, type Packet } from '../model/packet.js';
import type { SymbolId } from '../model/symbol.js';
import type { LinePlace, SeenNamespace } from '../model/symptom.js';
import { BootTally } from './boot-tally.js';

/**
 * Time that runs back by more than this, in microseconds, is a step. A line has the time at which its CPU began to
 * print it, and a busy virtual CPU may be put aside before it gets its place in the ring buffer: the captures of
 * fixtures/truth have single lines that come 17 ms late. Back by more than a second is another boot.
 */
const STEP_MICROS = 100_000;

/** Ports that are kept; a capture of a module that filters has a few. */
const MOST_PORTS = 1000;
/** Namespaces that are kept, of all boots. */
const MOST_NAMESPACES = 10_000;

/** What a log shows of itself, gathered while it is read. Memory is bounded. */
export class CaptureFacts {
  readonly packets: Record<Direction, number> = { original: 0, reply: 0 };
  /** Packets that were delivered or sent. */
  through = 0;
  ambiguous = 0;
  /** Packets that were on their way when the log began, and when it ended. */
  readonly cut = { begin: 0, end: 0 };
  readonly flows = { total: 0, oneDirection: 0, noOriginal: 0 };
  readonly clockSteps: { count: number; first: LinePlace | null } = { count: 0, first: null };
  entries = 0;
  /** Entries whose line has no kernel time. */
  timeless = 0;
  readonly boots = new BootTally();
  /** The ports that servers have, as clients and as the servers themselves know them. */
  readonly ports = new Set<number>();
  private readonly seen = new Map<string, Seen>();
  private last: (Time & { readonly file: number }) | undefined;

  /** In the order of the log. */
  entry(entry: Entry): void {
    const { last } = this;
    const { file, line, sec, usec, clock } = entry;
    this.last = { file, sec, usec, clock };
    this.entries++;
    if (entry.clock !== KERNEL_CLOCK) this.timeless++;
    if (last === undefined || last.file !== entry.file) return;
    const back = microsBetween(entry, last);
    // Behind another boot time begins anew.
    if (Number.isNaN(back) || back <= STEP_MICROS || last.sec - entry.sec > 1) return;
    this.clockSteps.count++;
    this.clockSteps.first ??= { file, line };
  }

  packet(packet: Packet): void {
    const { direction, fate, entries, boot, atBegin } = packet;
    this.packets[direction]++;
    this.boots.learn(packet);
    if (fate === 'delivered' || fate === 'sent') this.through++;
    if (isAmbiguous(packet)) this.ambiguous++;
    if (atBegin && startsMidPath(packet)) this.cut.begin++;
    if (fate === 'open' && !isMergedFragment(entries.at(-1)!)) this.cut.end++;
    for (const entry of entries) this.see(entry, boot);
  }

  flow({ packets, client, server, published }: Flow): void {
    // Errors, neighbours asking for each other, and fragments without ports are of no connection.
    if (client.port === NO_PORT) return;
    this.flows.total++;
    if (packets.original === 0 || packets.reply === 0) this.flows.oneDirection++;
    if (packets.original === 0) this.flows.noOriginal++;
    for (const end of [server, published]) {
      if (end !== null && end.port !== NO_PORT && this.ports.size < MOST_PORTS) this.ports.add(end.port);
    }
  }

  /** init first, then in the order in which they were first seen. */
  get namespaces(): SeenNamespace[] {
    return [...this.seen.values()].sort((a, b) => Number(b.isInit) - Number(a.isInit));
  }

  private see({ netns, initnet, hook }: Entry, boot: number): void {
    const key = `${boot} ${netns}`;
    let seen = this.seen.get(key);
    if (seen === undefined) {
      if (this.seen.size >= MOST_NAMESPACES) return;
      seen = { netns, boot, isInit: netns === initnet, hooks: HOOK_NAMES.map(() => 0) };
      this.seen.set(key, seen);
    }
    seen.hooks[hook] = (seen.hooks[hook] ?? 0) + 1;
  }
}

interface Seen extends SeenNamespace {
  readonly netns: SymbolId;
  readonly hooks: number[];
}
