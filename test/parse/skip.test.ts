/** Lines without the tag that are only counted are looked at by nobody: none of those that say something may be among them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyLedger } from '../../src/model/ledger.js';
import { noPosition, type TraceLineSink } from '../../src/model/trace-line.js';
import type { Sinks } from '../../src/parse/loaded-text.js';
import { TextLoader } from '../../src/parse/loaded-text.js';
import { RECOGNISERS } from '../../src/parse/recogniser.js';
import { SymbolTable } from '../../src/parse/symbols.js';
import { HEADER_SAMPLES, MARK_SAMPLES, MESSAGES, PREFIXES } from './samples.js';

/** A sink for all kinds of trace lines, which only counts them. */
const sink = new Proxy({} as TraceLineSink, { get: () => () => void count++ });
let count = 0;
const position = noPosition();
const sinks = { traceLines: sink } as Sinks;
const loader = new TextLoader(RECOGNISERS, new SymbolTable(), position, sinks);

/** How many of these lines go by before one is to be looked at: those of nftrace, and others. */
function goneBy(lines: readonly string[], everyLine = false): { trace: number; foreign: number } {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
  const counts = emptyLedger().lines;
  const text = loader.load(bytes, bytes.length);
  count = position.line = 0;
  for (let at = 0; at >= 0 && at < bytes.length;) at = text.traceLines(at, bytes.length, everyLine, counts);
  text.unload();
  expect(count).toBe(counts.trace);
  expect(position.line).toBe(counts.trace + counts.foreign);
  return { trace: counts.trace, foreign: counts.foreign };
}

const look = (line: string): boolean => goneBy([line]).foreign === 0;

test.each(MARK_SAMPLES)('%s is looked at, whatever stands before it', (mark) => {
  for (const [, prefix] of PREFIXES)
    for (const end of ['', '\r']) expect(look(prefix + mark + end)).toBe(true);
});

test.each(HEADER_SAMPLES)('%s is looked at', (line) => {
  expect(look(line) && look(`${line}\r`)).toBe(true);
});

test.each([
  '** 12 printk messages dropped **',
  '** 12 printk messages dropped ** [    1.000000] usb 1-1: new high-speed USB device',
  'Nov 22 21:38:36 vm conserver: *** ** 12 printk messages dropped ** [    1.000000] usb 1-1: x',
  '6,193,304052,-;acpi PNP0A08:00: _OSC',
  '\u00006,193,304052,-;acpi PNP0A08:00: _OSC',
  '{',
  '{"MESSAGE":"x"}',
  'data: {"MESSAGE":"x"}',
  '\u001e{"MESSAGE":"x"}',
  '__CURSOR=s=40369c70',
  'Sun 2026-11-22 21:37:55.260690 UTC [s=40369c70;i=262;x=84759b15]',
])('%j is looked at', (line) => {
  expect(look(line) && look(`${line}\r`)).toBe(true);
});

test('most others are not', () => {
  for (const line of [
    'usb 1-1: new high-speed USB device',
    '[    1.000000] docker0: port 1(veth1) entered blocking state',
    '[    1.000000] *** VALIDATE ext4 ***: ** and ** more',
  ])
    expect(look(line)).toBe(false);
});

test.each(['', ' ', '\r', ' \t\r', '\0'])('%j is looked at, as it is blank', (line) => {
  expect(look(line)).toBe(true);
});

test('a line with the tag is looked at, wherever in it that is', () => {
  for (let before = 0; before < 40; before++) {
    const line = `${'x'.repeat(before)}[nftrace]: ====!`;
    expect(look(line), line).toBe(true);
    expect(look(line.replace(': ', '\x1b[0m: ')), line).toBe(true);
    expect(look(line.replace(']', ')')), line).toBe(false);
    expect(look(line.replace(']: ', '] ')), line).toBe(false);
  }
});

const NOISE = ['usb 1-1: new', 'x', '[    1.000000] docker0: port 1(veth1) *** ', '[ 1.0] [nftrace] = ]].'];

test('all go by up to the first one that is to be looked at, and no line where every line counts', () => {
  const trace = fc.constantFrom(...MESSAGES.map(([message]) => `[    1.000002] [nftrace]: ${message}`));
  const noise = fc.constantFrom(...NOISE);
  fc.assert(
    fc.property(fc.array(fc.oneof(trace, noise), { maxLength: 60 }), (lines) => {
      const foreign = lines.filter((line) => NOISE.includes(line)).length;
      expect(goneBy([...lines, '', ...lines])).toEqual({ trace: lines.length - foreign, foreign });
      const first = lines.findIndex((line) => NOISE.includes(line));
      expect(goneBy(lines, true)).toEqual({ trace: first < 0 ? lines.length : first, foreign: 0 });
    }),
  );
});

test('more lines than the tape holds', () => {
  const lines = Array.from({ length: 9_000 }, (_, i) => (i % 3 === 0 ? NOISE[0]! : '[nftrace]: ===='));
  expect(goneBy(lines)).toEqual({ trace: 6_000, foreign: 3_000 });
});
