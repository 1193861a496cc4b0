import { expect, test } from 'vitest';
import { HEADERS, LAYERS, MARKS, ORIGINS } from '../../src/parse/compile/sink.js';
import { HEADER, LAYER, MARK, ORIGIN, TRACE_LINE } from '../../src/parse/grammars.js';
import {
  HEADERS as BOUND_HEADERS,
  LAYERS as BOUND_LAYERS,
  MARKS as BOUND_MARKS,
  ORIGINS as BOUND_ORIGINS,
} from '../../src/parse/recogniser.js';
import { engineFor, nearleyEngine, recogniserEngine, type Engine } from './engines.js';
import type { Recorded } from './recording.js';
import {
  HEADER_SAMPLES,
  HOSTILE_NAMES,
  LINE_ENDS,
  MARK_SAMPLES,
  MESSAGES,
  ORIGIN_SAMPLES,
  PLAIN_PREFIXES,
  PREFIXES,
} from './samples.js';

// Recognisers are compiled from the grammars; here they must agree with nearley, which interprets them.

const LINES = process.env['NFPATH_DEEP'] === '1' ? 100_000 : 20_000;

/** Pieces that turn up in lines, put where they do not belong. */
const PIECES = (
  '(null)|(no dev)|(no|, NS: |, |,|DEV: |IN DEV: |, OUT DEV: |====| LOCAL_IN|[nftrace]: | kernel: | module |init|' +
  ' cpu=| dev=|/2|-|=-| ct=|;|[fd00::2]|+| flags=|,ACK| orig=|/|' +
  '->|:|.|ffff|0x|0|255|256|65536|[|]|] | |\t|\r|\xff|\0|<6>|kern  :info  : |[    1.000002] |Nov 22 21:38:36 vm kernel: '
).split('|');

/** mulberry32: the same lines in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const random = randomFrom(20261122);

function pick<T>(from: readonly T[]): T {
  return from[random(from.length)]!;
}

function traceLine(): string {
  const [message] = pick(MESSAGES);
  const named = random(4) === 0 ? message.replace(/(?<=DEV: )[^ ,]+/, () => pick(HOSTILE_NAMES)) : message;
  return `${pick(PLAIN_PREFIXES)}[nftrace]: ${named}${pick(LINE_ENDS)}`;
}

/** Most mutations hit the message: in the prefix they would leave nothing else to compare. */
function mutated(line: string): string {
  const from = random(4) === 0 ? 0 : Math.max(line.indexOf('[nftrace]'), 0);
  const start = from + random(line.length - from + 1);
  const [head, tail] = [line.slice(0, start), line.slice(start)];
  switch (random(5)) {
    case 0:
      return head + tail.slice(random(8));
    case 1:
      return head + pick(PIECES) + tail;
    case 2:
      return head + String.fromCharCode(random(256)) + tail.slice(1);
    case 3:
      return head + tail.slice(0, 1) + tail;
    default:
      return head;
  }
}

/** Each grammar, lines of it, and how many of them are tried: nearley needs a tenth of a millisecond for each. */
const GRAMMARS = [
  {
    name: 'trace lines',
    lines: LINES,
    sample: traceLine,
    recognise: recogniserEngine(),
    interpret: nearleyEngine(TRACE_LINE.grammar),
  },
  {
    name: 'layers',
    lines: LINES / 5,
    sample: () => `${pick(PREFIXES)[1]}${pick(['', 'usb 1-1: new', '[nftrace]: ===='])}`,
    recognise: engineFor(BOUND_LAYERS, LAYERS, ['caller', 'stamp', 'fraction', 'zone', 'rest']),
    interpret: nearleyEngine(LAYER.grammar),
  },
  {
    name: 'origins',
    lines: LINES / 5,
    sample: () => `${pick(ORIGIN_SAMPLES)}${pick(['', 'usb 1-1: new', '[nftrace]: ===='])}`,
    recognise: engineFor(BOUND_ORIGINS, ORIGINS, ['rest']),
    interpret: nearleyEngine(ORIGIN.grammar),
  },
  {
    name: 'marks',
    lines: LINES / 5,
    sample: () => pick(MARK_SAMPLES),
    recognise: engineFor(BOUND_MARKS, MARKS, []),
    interpret: nearleyEngine(MARK.grammar),
  },
  {
    name: 'lines of headers',
    lines: LINES / 5,
    sample: () => pick(HEADER_SAMPLES) + pick(LINE_ENDS),
    recognise: engineFor(BOUND_HEADERS, HEADERS, ['release', 'id', 'name', 'addresses', 'key', 'value']),
    interpret: withoutEmpty(nearleyEngine(HEADER.grammar)),
  },
];

test.each(GRAMMARS)(
  'recogniser and nearley agree on $lines real and mutated $name',
  { timeout: 300_000 },
  ({ lines, sample, recognise, interpret }) => {
    let accepted = 0;
    for (let i = 0; i < lines; i++) {
      let line = sample();
      for (let mutations = random(4); mutations > 0; mutations--) line = mutated(line);
      line = line.replaceAll('\n', '');
      const wanted = interpret(line);
      if (wanted !== null) accepted++;
      const found = recognise(line);
      // toEqual on every line would take most of the time.
      if (canonical(found) !== canonical(wanted))
        expect({ line, fields: found }).toEqual({ line, fields: wanted });
    }
    expect(accepted).toBeGreaterThan(lines / 5);
    expect(lines - accepted).toBeGreaterThan(lines / 20);
  },
);

function canonical(fields: Readonly<Record<string, unknown>> | null): string {
  return JSON.stringify(fields, Object.keys(fields ?? {}).sort());
}

/** The empty text is no symbol. */
function withoutEmpty(engine: Engine): Engine {
  return (line) => {
    const fields = engine(line);
    const some = Object.entries(fields ?? {}).map(([name, value]) => [name, value === '' ? null : value]);
    return fields === null ? null : (Object.fromEntries(some) as Recorded);
  };
}
