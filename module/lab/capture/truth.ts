import { numberPackets } from './packets.js';
import type { LoggedEntry } from './split.js';

/** The truth of one entry, as fixtures/truth/README.md describes it. */
interface TrueEntry {
  /** The line that its packet stands in. */
  readonly line: number;
  readonly lines: readonly number[];
  readonly packet: number;
  readonly hook: string;
  readonly dev: string | null;
  readonly netns: string;
  readonly in: string | null;
  readonly out: string | null;
  readonly src: string;
  readonly dst: string;
  readonly skb: string;
  readonly cpu: number;
  readonly seq: number;
}

/** The truth of a capture in each format, in the order of its lines. Numbers of packets are the same in both. */
export function truths(entries: readonly LoggedEntry[]): { format1: TrueEntry[]; format2: TrueEntry[] } {
  const packets = numberPackets(entries);
  const format1 = entries.flatMap((entry, i) =>
    entry.format1Lines === undefined ? [] : [trueEntry(entry, packets[i]!, entry.format1Lines)],
  );
  return {
    format1: format1.sort((a, b) => a.line - b.line),
    format2: entries.map((entry, i) => trueEntry(entry, packets[i]!, [entry.format2Line])),
  };
}

function trueEntry(entry: LoggedEntry, packet: number, lines: readonly number[]): TrueEntry {
  return {
    line: lines.at(-1)!,
    lines,
    packet,
    hook: entry.hook,
    dev: deviceName(entry.dev),
    netns: entry.netns,
    in: deviceName(entry.in),
    out: deviceName(entry.out),
    src: entry.src,
    dst: entry.dst,
    skb: entry.skb,
    cpu: entry.cpu,
    seq: entry.seq,
  };
}

/** NAME/IFINDEX without the index; no name has a slash in it. */
function deviceName(device: string | null): string | null {
  return device === null ? null : device.slice(0, device.lastIndexOf('/'));
}
