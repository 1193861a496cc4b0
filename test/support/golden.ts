import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { ran } from './in-process.js';

export const FIXTURES = 'fixtures';

/** Folders that are no scenarios: they have tests of their own. */
const OTHERS: ReadonlySet<string> = new Set(['truth', 'dialects', 'policies', 'matrix']);

/** Packets whose JSON is kept of a log that is gzipped; its text has all of them, by path. */
const PACKETS_KEPT = 20;

/** The folders with one scenario each. */
export function scenarios(): string[] {
  return fs
    .readdirSync(FIXTURES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHERS.has(entry.name))
    .map((entry) => entry.name);
}

/** One scenario as one kernel logged it, and the goldens beside the log. */
export class Capture {
  readonly log: string;
  /** Log without its endings: what the goldens are named after. */
  readonly stem: string;

  constructor(log: string) {
    this.log = log;
    this.stem = log.replace(/\.log(\.gz)?$/, '');
  }

  /** `linux-6.1` */
  get kernel(): string {
    return path.basename(this.stem).replace(/\.format2$/, '');
  }

  get text(): string {
    return `${this.stem}.txt`;
  }

  get ndjson(): string {
    return `${this.stem}.ndjson`;
  }

  get isZipped(): boolean {
    return this.log.endsWith('.gz');
  }

  /** The lines of the log. Lines count from 1, so the first one here is none. */
  get lines(): string[] {
    const bytes = fs.readFileSync(this.log);
    return ['', ...(this.isZipped ? zlib.gunzipSync(bytes) : bytes).toString().split('\n')];
  }
}

export function capturesOf(scenario: string): Capture[] {
  const folder = path.join(FIXTURES, scenario);
  return fs
    .readdirSync(folder)
    .filter((name) => /\.log(\.gz)?$/.test(name))
    .map((name) => new Capture(`${folder}/${name}`));
}

/**
 * The article's captures, and of each scenario those of the newest kernel, in both formats: for tests that take long. That
 * all kernels between give the same paths is tested elsewhere.
 */
export function oldestAndNewest(): Capture[] {
  return scenarios().flatMap((scenario) => {
    const captures = capturesOf(scenario);
    const newest = captures
      .map(({ kernel }) => kernel)
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .at(-1);
    return captures.filter(({ kernel }) => kernel === newest || kernel === 'el7-3.10');
  });
}

export interface Outcome {
  readonly stdout: string;
  readonly code: number;
}

/** `nfpath analyze` on a capture. */
export async function analyze({ log }: Capture, ...options: readonly string[]): Promise<Outcome> {
  const { stdout, exitCode } = await ran(['analyze', log, ...options]);
  return { stdout, code: exitCode };
}

/** What the terminal shows from the command to the exit code. */
export function terminalText({ log }: Capture, { stdout, code }: Outcome): string {
  return `$ nfpath analyze ${log}\n${stdout}exit ${code}\n`;
}

/** The part of a capture's NDJSON that is kept as its golden. */
export function goldenNdjson(capture: Capture, { stdout }: Outcome): string {
  if (!capture.isZipped) return stdout;
  let packets = 0;
  return stdout.replace(/^\{"type":"packet".*\n/gm, (line) => (++packets <= PACKETS_KEPT ? line : ''));
}

/** An entry as `--format json` prints it. */
export interface JsonEntry {
  line: number;
  time: string | null;
  hook: string;
  dev: string | null;
  in: string | null;
  out: string | null;
  src: string;
  dst: string;
}

export interface JsonPacket {
  type: 'packet';
  id: number;
  flow: number;
  direction: string;
  skb: string;
  fate: string;
  hops: { netns: string; name: string; entries: JsonEntry[] }[];
}

export interface JsonFlow {
  type: 'flow';
  id: number;
  packets: { original: number; reply: number };
  aliases?: number[];
}

export interface JsonSummary {
  type: 'summary';
  lines: Record<'total' | 'trace' | 'foreign' | 'blank' | 'malformed' | 'tooLong', number>;
  entries: { total: number };
  incomplete: { records: number; lines: number };
  module: number;
  oneLine: number;
  packets: number;
  flows: number;
}

/** The objects of an NDJSON output by their type. */
export interface Analysed {
  packets: JsonPacket[];
  flows: JsonFlow[];
  summary: JsonSummary;
}

export function parseNdjson(ndjson: string): Analysed {
  const objects = ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonPacket | JsonFlow | JsonSummary);
  const summary = objects.at(-1);
  if (summary?.type !== 'summary') throw new Error('the output does not end with a summary');
  return {
    packets: objects.filter((object) => object.type === 'packet'),
    flows: objects.filter((object) => object.type === 'flow'),
    summary,
  };
}
