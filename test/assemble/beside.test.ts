/** A record in one piece that is taken while other lines wait is the record that weighing all of them would have given. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Assembler } from '../../src/assemble/assembler.js';
import type { Entry } from '../../src/model/entry.js';
import { FORWARD, HOOK_NAMES, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../../src/model/hook.js';
import { emptyLedger } from '../../src/model/ledger.js';
import { NONE } from '../../src/model/symbol.js';
import { noPosition } from '../../src/model/trace-line.js';

/** Symbols by what they stand for. */
const NETNS = [50, 51];
const DEVICES = [60, 61, 62];
const ADDRESSES = [70, 71, 72];
const SKBS = [80, 81, 82, 83];
const CALLER = 90;
const LABELS = 100;

interface Time {
  readonly sec: number;
  readonly usec: number;
  readonly caller: number;
}
type Line = (assembler: Assembler, time: Time) => void;

const among = (symbols: readonly number[]): fc.Arbitrary<number> => fc.constantFrom(...symbols);
const rarely = <Value>(usual: Value, odd: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 30, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });

/** The four lines of a record that a kernel could print, or of one that is a little off. */
const record: fc.Arbitrary<readonly Line[]> = fc
  .record({
    hook: among([PRE_ROUTING, LOCAL_IN, FORWARD, LOCAL_OUT, POST_ROUTING]),
    netns: among(NETNS),
    devices: fc.tuple(among(DEVICES), among(DEVICES), among(DEVICES)),
    routed: fc.boolean(),
    odd: rarely<number | null>(null, among([NONE, ...DEVICES])),
    initnet: rarely(NETNS[0]!, among(NETNS)),
    label: rarely(NONE, fc.nat(5)).map((hook) => (hook === NONE ? NONE : LABELS + hook)),
    ends: fc.tuple(among(ADDRESSES), among(ADDRESSES)),
    skb: among(SKBS),
  })
  .map(({ hook, netns, devices: [a, b, port], routed, odd, initnet, label, ends: [src, dst], skb }) => {
    const hasIn = hook === POST_ROUTING ? routed : hook !== LOCAL_OUT;
    const hasOut = hook !== PRE_ROUTING && hook !== LOCAL_IN;
    const left = hook === POST_ROUTING ? b : a === b && hook === FORWARD ? port : a;
    const dev = odd ?? (hook === LOCAL_OUT ? NONE : left);
    const sides = [hasIn ? a : NONE, hasIn ? netns : NONE, hasOut ? b : NONE, hasOut ? netns : NONE] as const;
    return [
      (to, { sec, usec, caller }) => to.separator(label, sec, usec, caller),
      (to, { sec, usec, caller }) => to.device(dev, dev === NONE ? NONE : netns, initnet, sec, usec, caller),
      (to, { sec, usec, caller }) => to.inOut(...sides, sec, usec, caller),
      (to, { sec, usec, caller }) => to.packet(hook, src, 1, dst, 2, skb, sec, usec, caller),
    ];
  });

/** How many lines a CPU prints before another one does, and whether the first of them is lost. */
const turn = fc.record({
  cpu: fc.nat(3),
  lines: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 90 })),
  isLost: rarely(false, fc.constant(true)),
  caller: rarely(NONE, fc.constant(CALLER)),
  /** Microseconds before it. */
  pause: rarely(3, among([130_000, 260_000, 2_000_000, -9_000_000])),
});

/** A log of four CPUs, behind so many whole records of the first one. */
const log = fc.record({
  cpus: fc.array(fc.array(record, { minLength: 1, maxLength: 12 }), { minLength: 4, maxLength: 4 }),
  turns: fc.array(turn, { minLength: 1, maxLength: 60 }),
  whole: fc.constantFrom(0, 0, 250),
});

type Log = typeof log extends fc.Arbitrary<infer Value> ? Value : never;

/** What comes out, in its order. */
function assembled({ cpus, turns, whole }: Log, mostBeside: number | undefined): unknown[] {
  const found: unknown[] = [];
  const ledger = emptyLedger();
  const lastPlaces = new Map<number, Entry>();
  const assembler = new Assembler(
    {
      position: noPosition(),
      ledger,
      texts: {
        text: (symbol) => HOOK_NAMES[symbol - LABELS] ?? String(symbol).repeat(3),
        intern: () => NONE,
      },
      lastPlace: (skb) => lastPlaces.get(skb),
      onEntry: (entry) => {
        lastPlaces.set(entry.skb, { ...entry });
        found.push({ ...entry });
      },
      onInode: () => {},
      onLoss: () => {},
      onGlimpse: (packet) => found.push({ ...packet }),
      onNewBoot: () => found.push('boot'),
      onModuleLoaded: () => {},
      onCutStart: () => {},
    },
    mostBeside,
  );
  const printed = cpus.map((records) => records.flat());
  let micros = 1e9;
  const print = (line: Line, caller = NONE): void => {
    micros += 3;
    line(assembler, { sec: Math.floor(micros / 1e6), usec: micros % 1e6, caller });
  };
  for (let i = 0; i < 4 * whole; i++) print(printed[0]![i % printed[0]!.length]!);
  const next = cpus.map(() => 0);
  for (const { cpu, lines, isLost, caller, pause } of turns) {
    micros += pause;
    if (isLost) next[cpu]!++;
    for (let i = 0; i < lines; i++) print(printed[cpu]![next[cpu]!++ % printed[cpu]!.length]!, caller);
  }
  found.push(assembler.torn.completed);
  assembler.flush(true);
  return [...found, ledger];
}

const sameForAll = fc.property(log, (lines) => {
  const weighed = assembled(lines, 0);
  expect(assembled(lines, undefined)).toEqual(weighed);
  expect(assembled(lines, 2)).toEqual(weighed);
});

test('what comes of a log does not depend on how many lines may wait beside a record in one piece', () => {
  fc.assert(sameForAll, { numRuns: 300 });
});

/** Of 1,500 logs one: a pair of waiting lines that could not be one record frees a device line for another. */
test('nor where a rival saves what it would leave alone', () => {
  fc.assert(sameForAll, { seed: 1570160226, path: '1537', numRuns: 1 });
});
