/**
 * Entries and glimpses are lent to the correlator: one object serves all, so what it keeps must be a copy. It lends the
 * entries of packets to who keeps none.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Correlator } from '../../src/correlate/correlator.js';
import { KERNEL_CLOCK } from '../../src/model/clock.js';
import { emptyEntry, type Entry } from '../../src/model/entry.js';
import type { Flow } from '../../src/model/flow.js';
import { UNKNOWN } from '../../src/model/identity.js';
import { TCP, UDP } from '../../src/model/protocol.js';
import { emptyLedger } from '../../src/model/ledger.js';
import type { Packet } from '../../src/model/packet.js';

/** Few of each, so that packets go on, end, have gaps, and take each other's addresses. */
const FEW = fc.integer({ min: 40, max: 42 });
const STEP = fc.record({
  what: fc.constantFrom<'entry' | 'glimpse' | 'loss'>('entry', 'entry', 'entry', 'entry', 'glimpse', 'loss'),
  pause: fc.constantFrom(0, 0, 1, 30),
  hook: fc.nat({ max: 4 }),
  netns: FEW,
  device: FEW,
  src: FEW,
  dst: FEW,
  skb: FEW,
  protocol: fc.constantFrom(TCP, UDP),
  identity: fc.constantFrom(UNKNOWN, 2, 3, 5),
  fragment: fc.boolean(),
});
type Steps = readonly (typeof STEP extends fc.Arbitrary<infer Step> ? Step : never)[];

/**
 * All that the correlator says of these steps; `lend` gives the object that an entry is handed over in. Where it
 * `borrowsEntries`, packets are copied when they come.
 */
function found(steps: Steps, lend: (entry: Entry) => Entry, borrowsEntries = false): (Packet | Flow)[] {
  const all: (Packet | Flow)[] = [];
  const copied = (one: Packet): Packet => ({ ...one, entries: one.entries.map((entry) => ({ ...entry })) });
  const packet = (one: Packet): void => void all.push(borrowsEntries ? copied(one) : one);
  const correlator = new Correlator({
    ledger: emptyLedger(),
    loopback: 1,
    sink: { packet, borrowsEntries, flow: (flow) => all.push(flow) },
  });
  let [line, sec] = [0, 100];
  for (const { what, pause, device, src, dst, ...own } of steps) {
    line += 4;
    sec += pause;
    const time = { file: 0, line, sec, usec: line, clock: KERNEL_CLOCK };
    const tuple = { src, sport: 1, dst, dport: 2 };
    const sides = { dev: device, in: own.hook < 3 ? device : 0, out: own.hook > 1 ? device : 0 };
    const entry = { ...time, ...own, initnet: 41, ...sides, ...tuple, ambiguous: false };
    if (what === 'loss') correlator.lose(time);
    else if (what === 'glimpse') correlator.glimpse(lend(entry));
    else correlator.push(lend(entry));
  }
  correlator.finish({ file: 0, line: line + 4, sec, usec: line, clock: KERNEL_CLOCK });
  return all;
}

test('one object for all entries gives the same packets and flows as an object for each', () => {
  const one = emptyEntry();
  fc.assert(
    fc.property(fc.array(STEP, { minLength: 2, maxLength: 40 }), (steps) => {
      const lent = found(steps, (entry) => Object.assign(one, entry));
      expect(lent).toEqual(found(steps, (entry) => ({ ...entry })));
    }),
    { numRuns: 500 },
  );
});

test('packets whose entries are lent are, while they are, those that others may keep', () => {
  fc.assert(
    fc.property(fc.array(STEP, { minLength: 2, maxLength: 40 }), (steps) => {
      const copy = (entry: Entry): Entry => ({ ...entry });
      expect(found(steps, copy, true)).toEqual(found(steps, copy));
    }),
    { numRuns: 500 },
  );
});

test('entries of packets of one length are lent in the same objects, and given away in others', () => {
  const objectsOf = (borrowsEntries: boolean): number => {
    const objects = new Set<Entry>();
    const packet = ({ entries }: Packet): void => entries.forEach((entry) => objects.add(entry));
    const correlator = new Correlator({
      ledger: emptyLedger(),
      loopback: 1,
      sink: { packet, borrowsEntries },
    });
    for (let skb = 40; skb < 45; skb++)
      correlator.push({ ...emptyEntry(), line: skb, sec: 1, clock: KERNEL_CLOCK, netns: 9, in: 8, skb });
    correlator.finish({ file: 0, line: 50, sec: 1, usec: 0, clock: KERNEL_CLOCK });
    return objects.size;
  };
  expect([objectsOf(true), objectsOf(false)]).toEqual([1, 5]);
});
