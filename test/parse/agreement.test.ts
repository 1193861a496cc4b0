import { expect, test } from 'vitest';
import { nearleyEngine, recogniserEngine } from './engines.js';
import { HOSTILE_NAMES, LINE_ENDS, MESSAGES, PREFIXES } from './samples.js';

// The recogniser is compiled from the grammar; here it must agree with nearley, which interprets it.

const LINES = process.env['NFPATH_DEEP'] === '1' ? 100_000 : 20_000;

/** Pieces that turn up in lines, put where they do not belong. */
const PIECES = (
  '(null)|(no dev)|(no|, NS: |, |,|DEV: |IN DEV: |, OUT DEV: |====| LOCAL_IN|[nftrace]: | kernel: | module |init|' +
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

function sample(): string {
  const [message] = pick(MESSAGES);
  const named = random(4) === 0 ? message.replace(/(?<=DEV: )[^ ,]+/, () => pick(HOSTILE_NAMES)) : message;
  return `${pick(PREFIXES)[1]}[nftrace]: ${named}${pick(LINE_ENDS)}`;
}

/** Most mutations hit the message: in the prefix they would leave nothing else to compare. */
function mutated(line: string): string {
  const from = random(4) === 0 ? 0 : line.indexOf('[nftrace]');
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

test(`recogniser and nearley agree on ${LINES} real and mutated lines`, { timeout: 300_000 }, () => {
  const recognise = recogniserEngine();
  const interpret = nearleyEngine();
  let accepted = 0;
  for (let i = 0; i < LINES; i++) {
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
  expect(accepted).toBeGreaterThan(LINES / 5);
  expect(LINES - accepted).toBeGreaterThan(LINES / 5);
});

function canonical(fields: Readonly<Record<string, unknown>> | null): string {
  return JSON.stringify(fields, Object.keys(fields ?? {}).sort());
}
