import { describe, expect, test } from 'vitest';
import { emptyLedger } from '../../src/model/ledger.js';
import { noPosition, type Position } from '../../src/model/trace-line.js';
import type { MalformedLine } from '../../src/parse/complaints.js';
import { LineParser } from '../../src/parse/lines.js';
import { SymbolTable } from '../../src/parse/symbols.js';
import { BadTag } from '../../src/parse/tag.js';
import { Recording, type Recorded } from './recording.js';
import { MESSAGES, PREFIXES } from './samples.js';

const NOISE = [
  '[    1.000001] usb 1-1: new high-speed USB device number 5 using xhci_hcd',
  '',
  '\r',
  ' \t ',
  '[    1.000003] nftrace: loading out-of-tree module taints kernel.',
  '[    1.000004] nftrace]: not quite',
  'DEV: eth0, NS: 0, INITNET: 0',
];
const BROKEN = [
  '[    1.000005] [nftrace]: DEV: eth0',
  '[    1.000006] [nftrace]: [0]: 1.2.3.4:65536->1.2.3.4:5, skb: 0',
  'audit: proctitle="grep [nftrace]: ===="',
];

/** Four of each kind, mixed so that each stands before and after each other. */
const LOG = PREFIXES.flatMap(([, prefix], i) => [
  ...MESSAGES.map(([message]) => `${prefix}[nftrace]: ${message}`).slice(0, i % 5),
  ...NOISE.slice(0, (i * 3) % 8),
  BROKEN[i % 4] ?? '',
  ...NOISE.slice(i % 7),
]);

interface Outcome {
  lines: ReturnType<typeof emptyLedger>['lines'];
  traced: readonly Recorded[];
  /** Numbers of the lines that went to the sink. */
  at: number[];
  malformed: MalformedLine[];
  position: Position;
}

/** Parses a log in chunks of so many lines each. */
function parse(log: readonly string[], linesPerChunk = Infinity, tag?: string, reuse = false): Outcome {
  const symbols = new SymbolTable();
  const sink = new Recording(symbols);
  const position = { ...noPosition(), file: 3 };
  const ledger = emptyLedger();
  const malformed: MalformedLine[] = [];
  const at: number[] = [];
  for (const kind of ['separator', 'device', 'inOut', 'packet', 'moduleMark'] as const) {
    const record = sink[kind] as (...args: number[]) => void;
    sink[kind] = (...args: number[]) => {
      at.push(position.line);
      record.apply(sink, args);
    };
  }
  const parser = new LineParser({
    sink,
    symbols,
    position,
    ledger,
    tag,
    onMalformed: (line) => malformed.push(line),
    onLoss: () => {},
    onBoot: () => {},
  });
  const shared = Buffer.alloc(1 << 20);
  for (let i = 0; i < log.length; i += linesPerChunk) {
    const bytes = Buffer.from(
      log
        .slice(i, i + linesPerChunk)
        .map((line) => `${line}\n`)
        .join(''),
      'latin1',
    );
    const chunk = reuse ? shared : Buffer.alloc(bytes.length);
    bytes.copy(chunk);
    parser.feed(chunk, bytes.length);
  }
  return { lines: ledger.lines, traced: sink.all, at, malformed, position };
}

describe('LineParser', () => {
  const whole = parse(LOG);

  test('sorts every line', () => {
    const tagged = LOG.filter((line) => line.includes('[nftrace]: '));
    const malformed = LOG.filter((line) => BROKEN.includes(line));
    const blank = LOG.filter((line) => line.trim() === '');
    expect(whole.lines).toEqual({
      total: LOG.length,
      trace: tagged.length - malformed.length,
      blank: blank.length,
      malformed: malformed.length,
      foreign: LOG.length - tagged.length - blank.length,
      tooLong: 0,
    });
    expect(malformed.length).toBeGreaterThan(10);
  });

  test('knows where it stands before it calls the sink', () => {
    const trace = LOG.flatMap((line, i) =>
      line.includes('[nftrace]: ') && !BROKEN.includes(line) ? [i + 1] : [],
    );
    expect(whole.at).toEqual(trace);
    expect(whole.position).toEqual({ ...noPosition(), file: 3, line: LOG.length });
  });

  test('says of malformed lines where they are and what is wrong', () => {
    const line = LOG.indexOf(BROKEN[1]!) + 1;
    expect(whole.malformed.find((malformed) => malformed.line === line)).toEqual({
      file: 3,
      line,
      text: BROKEN[1],
      column: 44,
      expected: ['"->"'],
      message: 'column 44: expected "->"',
    });
  });

  test.each([1, 2, 3, 7, 50])('makes the same of chunks of %i lines', (size) => {
    expect(parse(LOG, size)).toEqual(whole);
    expect(parse(LOG, size, undefined, true)).toEqual(whole);
  });

  test('explains the first 100 malformed lines and counts the others', () => {
    const { lines, malformed } = parse(Array.from({ length: 250 }, () => BROKEN[0]!));
    expect(lines).toMatchObject({ total: 250, malformed: 250 });
    expect(malformed.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  test('an empty chunk is no line', () => {
    expect(parse([]).lines).toEqual(emptyLedger().lines);
  });
});

describe('--tag', () => {
  test.each(['other', 'nftrace2', 'nf', 'a b', '[x', 'T1234', 'Sun', '=', 'café', '.*'])('%j', (tag) => {
    const bytes = Buffer.from(tag, 'utf8').toString('latin1');
    const log = LOG.map((line) => line.replace('[nftrace]: ', () => `[${bytes}]: `));
    const { lines, traced } = parse(log, Infinity, tag);
    expect(lines).toEqual(whole().lines);
    expect(traced).toEqual(whole().traced);
    expect(parse(LOG, Infinity, tag).lines.trace).toBe(0);
  });

  test.each([
    ['', /cannot be empty/],
    ['a]b', /cannot hold "\]"/],
    ['a\nb', /control characters: "a\\nb"/],
    ['1234567890123', /cannot be told from their time stamps/],
  ])('%j is refused', (tag, error) => {
    expect(() => parse([], 1, tag)).toThrow(BadTag);
    expect(() => parse([], 1, tag)).toThrow(error);
  });

  function whole(): Outcome {
    return parse(LOG);
  }
});
