import { openText } from '../analyze/path-words.js';
import type { Entry } from '../../model/entry.js';
import { destinationOf, sourceOf } from '../../model/entry.js';
import { hookName } from '../../model/hook.js';
import { hopsOf, isAmbiguous, startsMidPath, type Hop, type Packet } from '../../model/packet.js';
import { shown } from '../../model/shown.js';
import { NONE } from '../../model/symbol.js';
import { summaryObject, type SummaryFacts } from '../json.js';
import { printable } from '../log-text.js';
import { endpointText } from '../names.js';
import { asciiJson } from './ascii-json.js';
import type { ExportContext, Exporter } from './exporter.js';
import { NamespaceLabels, type SeenNamespace } from './namespace-labels.js';
import { BASES, timeText, type PacketTimes } from './timeline.js';

/** Of all events alike: events are of one track where both category and id are the same. */
const CATEGORY = 'packet';

/** A packet's arrows are told apart by so many numbers. */
const MOST_HOPS = 1 << 16;

/**
 * The trace events that Perfetto and chrome://tracing read: a namespace is a process, and each visit of a packet to it
 * an asynchronous track with a slice for each entry, from its hook to the next; what follows the last one is not in
 * the log, so that has no length. Arrows lead from namespace to namespace.
 *
 * Format: Trace Event Format (Google), the object form; nestable asynchronous events `b`, `n`, `e`.
 */
export class TraceEventExport implements Exporter {
  private readonly write: (text: string) => void;
  private readonly context: ExportContext;
  private readonly processes = new Map<string, SeenNamespace & { readonly pid: number }>();
  private isFirst = true;

  constructor(write: (text: string) => void, context: ExportContext) {
    this.write = write;
    this.context = context;
    write('{"traceEvents":[');
  }

  entry(): void {}

  packet(packet: Packet): void {
    const times = this.context.timeline.timesOf(packet);
    const hops = hopsOf(packet);
    let from = 0;
    hops.forEach((hop, index) => {
      this.visit(packet, times, { hop, from, index, isLast: index === hops.length - 1 });
      from += hop.entries.length;
    });
  }

  flow(): void {}

  newBoot(): void {}

  end(facts: SummaryFacts): void {
    const { names, ledger, timeline, version } = this.context;
    const labels = new NamespaceLabels(names);
    for (const process of this.processes.values()) {
      const { pid } = process;
      this.metadata(pid, 'process_name', { name: labels.of(process) });
      this.metadata(pid, 'process_sort_index', { sort_index: pid });
    }
    const times = [...timeline.packets].map(([basis, packets]) => ({ basis, packets, is: BASES[basis] }));
    const other = { nfpath: version, times, summary: summaryObject(facts, ledger, names) };
    this.write(`\n],"otherData":${asciiJson(other)}}\n`);
  }

  private visit(packet: Packet, times: PacketTimes, visit: Visit): void {
    const { hop, from, index, isLast } = visit;
    const { entries } = hop;
    const pid = this.pidOf({ netns: hop.netns, boot: packet.boot, file: entries[0]!.file });
    const track = `"pid":${pid},"tid":${pid},"id":"${packet.id}.${index + 1}","cat":"${CATEGORY}"`;
    const event = (phase: string, at: number, name: string, rest = ''): void =>
      this.event(`{"ph":"${phase}","ts":${times.micros[at]},${track},"name":${asciiJson(name)}${rest}}`);
    const end = from + entries.length - 1;
    const name = this.visitName(packet, entries[0]!);
    const arrow = (crossing: number, side: 'in' | 'out'): string =>
      `,"bind_id":"0x${(packet.id * MOST_HOPS + crossing).toString(16)}","flow_${side}":true`;

    const args = `,"args":${asciiJson(this.packetArgs(packet, times, hop))}`;
    event('b', from, name, args + (index > 0 ? arrow(index, 'in') : ''));
    if (index === 0 && startsMidPath(packet)) event('n', from, 'begins in mid-path');
    entries.forEach((entry, i) => {
      const at = from + i;
      const hook = `${hookName(entry.hook)}${entry.ambiguous ? ' ?' : ''}`;
      const entryArgs = `,"args":${asciiJson(this.entryArgs(entry, times.isMoved[at]!))}`;
      event('b', at, hook, entryArgs + (at === end && !isLast ? arrow(index + 1, 'out') : ''));
      event('e', Math.min(at + 1, end), hook);
    });
    if (isLast) for (const note of endingOf(packet)) event('n', end, note);
    event('e', end, name);
  }

  /** What a track is called: few names, as viewers lay tracks of one name together. */
  private visitName({ direction }: Packet, first: Entry): string {
    const { texts } = this.context.names;
    return direction === 'original'
      ? `original to ${endpointText(texts, destinationOf(first))}`
      : `reply from ${endpointText(texts, sourceOf(first))}`;
  }

  private packetArgs(packet: Packet, { basis }: PacketTimes, { netns }: Hop): object {
    const { texts } = this.context.names;
    const { id, flow, direction, fate, hasGap, entries } = packet;
    return {
      packet: id,
      flow,
      direction,
      fate,
      ambiguous: isAmbiguous(packet),
      gap: hasGap,
      skb: texts.text(entries[0]!.skb),
      netns: texts.text(netns),
      basis,
    };
  }

  private entryArgs(entry: Entry, isMoved: boolean): object {
    const { texts, inputs } = this.context.names;
    const device = (symbol: number): string | null =>
      symbol === NONE ? null : printable(texts.text(symbol));
    return {
      ...(inputs.length > 1 && { file: shown(inputs[entry.file]!) }),
      line: entry.line,
      time: timeText(entry),
      ...(isMoved && { moved: true }),
      dev: device(entry.dev),
      in: device(entry.in),
      out: device(entry.out),
      src: endpointText(texts, sourceOf(entry)),
      dst: endpointText(texts, destinationOf(entry)),
      ambiguous: entry.ambiguous,
    };
  }

  private pidOf(seen: SeenNamespace): number {
    const key = `${seen.boot} ${seen.netns}`;
    const known = this.processes.get(key);
    if (known !== undefined) return known.pid;
    const pid = this.processes.size + 1;
    this.processes.set(key, { ...seen, pid });
    return pid;
  }

  private metadata(pid: number, name: string, args: object): void {
    this.event(`{"ph":"M","ts":0,"pid":${pid},"tid":${pid},"name":"${name}","args":${asciiJson(args)}}`);
  }

  private event(json: string): void {
    this.write(this.isFirst ? `\n${json}` : `,\n${json}`);
    this.isFirst = false;
  }
}

/** A packet's consecutive entries in one namespace, and where they stand on its way. */
interface Visit {
  readonly hop: Hop;
  /** Index of its first entry among the packet's. */
  readonly from: number;
  /** Among the packet's visits. */
  readonly index: number;
  readonly isLast: boolean;
}

function endingOf({ fate, hasGap, entries }: Packet): string[] {
  return [
    ...(fate === 'stopped' ? ['stopped: dropped, queued or stolen here'] : []),
    ...(fate === 'open' ? [openText({ entries })] : []),
    ...(hasGap ? ['incomplete: an entry is missing'] : []),
  ];
}
