import type { FlowObject, PacketObject, SummaryObject } from '../../src/report/contract/log-objects.js';
import { oldestAndNewest } from '../support/golden.js';
import { ran, type Ran } from '../support/in-process.js';

/** A capture of every scenario and kernel; and one of busy CPUs, with entries that are ambiguous. */
export const CAPTURES: readonly string[] = [
  ...oldestAndNewest()
    .map(({ log }) => log)
    // A namespace of these gets a better name on the way: from a link-local address to one of its own.
    .filter((log) => !/(?:icmp-masq|ipv6-published).linux-7.2.format2/.test(log)),
  'fixtures/truth/linux-6.1-container-to-container-mixed-load/capture.log.gz',
];

export type ExportFormat = 'trace-event' | 'otlp' | 'pcapng';

/** `nfpath export` of a log, or of the files that the options name. */
export function exported(
  format: ExportFormat,
  options: readonly string[] = [],
  log?: string | Buffer,
): Promise<Ran> {
  return ran(['export', '--format', format, ...options], log);
}

/** What `nfpath analyze --format json` says of the same: the truth that exports are held against. */
export interface Truth {
  readonly packets: readonly PacketObject[];
  readonly flows: readonly FlowObject[];
  readonly summary: SummaryObject;
}

export function truthOf(options: readonly string[], log?: string | Buffer): Promise<Truth> {
  if (log !== undefined) return readTruth(options, log);
  const key = options.join(' ');
  const known = truths.get(key) ?? readTruth(options);
  truths.set(key, known);
  return known;
}

/** Of files: the tests of three formats ask for the same. */
const truths = new Map<string, Promise<Truth>>();

async function readTruth(options: readonly string[], log?: string | Buffer): Promise<Truth> {
  const { stdout } = await ran(['analyze', '--format', 'json', ...options], log);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as PacketObject | FlowObject | SummaryObject);
  return {
    packets: lines.filter((line) => line.type === 'packet'),
    flows: lines.filter((line) => line.type === 'flow'),
    summary: lines.find((line) => line.type === 'summary')!,
  };
}

/** How often each value comes. */
export function tally(values: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `namespace/HOOK` of every entry. */
export function placesOf({ packets }: Truth): string[] {
  return packets.flatMap(({ hops }) =>
    hops.flatMap(({ name, entries }) => entries.map(({ hook }) => `${name}/${hook}`)),
  );
}

/** The flows that packets say they are of; each may have been called by an alias when the packet left. */
export function flowsNamed({ flows }: Truth, named: Iterable<number>): number[] {
  const roots = new Map(flows.flatMap(({ id, aliases = [] }) => [id, ...aliases].map((name) => [name, id])));
  return [...new Set(Array.from(named, (name) => roots.get(name) ?? NaN))].sort((a, b) => a - b);
}

export function flowIds({ flows }: Truth): number[] {
  return flows.map(({ id }) => id).sort((a, b) => a - b);
}
