import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { Analysis } from '../../src/analyze.js';
import { hookName } from '../../src/model/hook.js';
import { destinationOf, sourceOf, type Entry } from '../../src/model/entry.js';
import { NO_PORT, type Endpoint } from '../../src/model/flow.js';
import type { Packet } from '../../src/model/packet.js';
import { isIcmp } from '../../src/model/protocol.js';
import type { SymbolTexts } from '../../src/model/symbol.js';
import { seeded } from './seeded.js';

/** What the lab's module knew of one firing of a hook; `packet` numbers the real packets. */
interface TrueEntry {
  line: number;
  /** The four lines of its record. */
  lines: number[];
  packet: number;
  hook: string;
  dev: string | null;
  netns: string;
  in: string | null;
  out: string | null;
  src: string;
  dst: string;
  skb: string;
}

/** How an analysis compares with the truth of its capture. */
export interface Score {
  entries: number;
  missing: number;
  wrong: number;
  /** Wrong, and not marked ambiguous. */
  silent: number;
  ambiguous: number;
  packets: number;
  /** Packets with exactly the true entries. */
  exact: number;
}

export interface ScoreOptions {
  /** About one line in so many is blanked before the analysis, always the same ones. */
  readonly lost?: number;
  /** The log says who printed each line, as CONFIG_PRINTK_CALLER has it. */
  readonly callers?: boolean;
}

export function scoreCapture(folder: string, { lost = Infinity, callers = false }: ScoreOptions = {}): Score {
  const truth = unzip(path.join(folder, 'truth.ndjson.gz'))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TrueEntry);
  const log = unzip(path.join(folder, 'capture.log.gz'));
  const { packets, texts } = analyzed(withLosses(callers ? withCallers(log, truth) : log, lost));
  const found = new Map(packets.flatMap(({ entries }) => entries.map((entry) => [entry.line, entry])));

  const score: Score = {
    entries: truth.length,
    missing: 0,
    wrong: 0,
    silent: 0,
    ambiguous: 0,
    packets: 0,
    exact: 0,
  };
  for (const entry of found.values()) if (entry.ambiguous) score.ambiguous++;
  for (const expected of truth) {
    const entry = found.get(expected.line);
    if (entry === undefined) score.missing++;
    else if (contentOf(entry, texts) !== contentOfTruth(expected)) {
      score.wrong++;
      if (!entry.ambiguous) score.silent++;
    }
  }
  const assembled = new Set(packets.map(({ entries }) => entries.map(({ line }) => line).join()));
  const real = truePackets(truth);
  score.packets = real.length;
  score.exact = real.filter((lines) => assembled.has(lines.join())).length;
  return score;
}

/** Blank lines in place of lost ones keep the numbers of the others. */
function withLosses(log: Buffer, oneIn: number): Buffer {
  if (oneIn === Infinity) return log;
  const random = seeded(7);
  const lines = log.toString('latin1').split('\n');
  return Buffer.from(lines.map((line) => (random(oneIn) === 0 ? '' : line)).join('\n'), 'latin1');
}

/** A CPU prints one record after the other, so records that overlap have different ones. */
function withCallers(log: Buffer, truth: readonly TrueEntry[]): Buffer {
  const lines = log.toString('latin1').split('\n');
  const busyUntil: number[] = [];
  const inOrder = truth.map((entry) => entry.lines).sort((a, b) => a[0]! - b[0]!);
  for (const record of inOrder) {
    const free = busyUntil.findIndex((line) => line < record[0]!);
    const cpu = free < 0 ? busyUntil.length : free;
    busyUntil[cpu] = record.at(-1)!;
    for (const line of record)
      lines[line - 1] = lines[line - 1]!.replace(/^\[.*?\] /, `$&[${`C${cpu}`.padStart(6)}] `);
  }
  return Buffer.from(lines.join('\n'), 'latin1');
}

function analyzed(log: Buffer): { packets: Packet[]; texts: SymbolTexts } {
  const packets: Packet[] = [];
  const analysis = new Analysis({ packet: (packet) => packets.push(packet) });
  analysis.beginInput();
  for (let at = 0; at < log.length;) {
    const copied = log.copy(analysis.chunks.space, 0, at);
    analysis.chunks.wrote(copied);
    at += copied;
  }
  analysis.chunks.finish();
  analysis.finish();
  return { packets, texts: analysis.texts };
}

/**
 * The lines of each true packet. The older captures tell packets apart by IP id, sequence numbers and length,
 * which two acknowledgements in flight can share; where such a "packet" has two skb addresses, which no packet
 * has, its entries go back to the packet that was under way at that address.
 */
function truePackets(truth: readonly TrueEntry[]): number[][] {
  const skbOf = new Map<number, string>();
  const underWay = new Map<string, number>();
  const lines = new Map<number, number[]>();
  for (const { packet, skb, line } of truth) {
    if (!skbOf.has(packet)) {
      skbOf.set(packet, skb);
      underWay.set(skb, packet);
    }
    const owner = skbOf.get(packet) === skb ? packet : (underWay.get(skb) ?? packet);
    lines.set(owner, [...(lines.get(owner) ?? []), line]);
  }
  return [...lines.values()];
}

function contentOf(entry: Entry, texts: SymbolTexts): string {
  const device = (symbol: number): string | null => (symbol === 0 ? null : texts.text(symbol));
  return JSON.stringify([
    hookName(entry.hook),
    device(entry.dev),
    texts.text(entry.netns),
    device(entry.in),
    device(entry.out),
    printedEnd(texts, sourceOf(entry)),
    printedEnd(texts, destinationOf(entry)),
    texts.text(entry.skb),
  ]);
}

/** As the module prints it: IPv6 in brackets, and no port where there is none, nor with ICMP. */
function printedEnd(texts: SymbolTexts, { protocol, address, port }: Endpoint): string {
  const text = texts.text(address);
  const end = text.includes(':') ? `[${text}]` : text;
  return port === NO_PORT || isIcmp(protocol) ? end : `${end}:${port}`;
}

function contentOfTruth(entry: TrueEntry): string {
  return JSON.stringify([
    entry.hook,
    entry.dev,
    entry.netns,
    entry.in,
    entry.out,
    entry.src,
    entry.dst,
    entry.skb,
  ]);
}

function unzip(file: string): Buffer {
  return zlib.gunzipSync(fs.readFileSync(file));
}
