/** Packets and entries are packed into integers: what comes out must be what went in, whatever was there before. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEntry, ROW, writeEntry } from '../../src/model/entry-row.js';
import { OpenPackets } from '../../src/correlate/open-packets.js';
import { NO_PORT } from '../../src/model/flow.js';
import { emptyEntry, type Entry } from '../../src/model/entry.js';

const symbol = fc.nat({ max: 2 ** 31 - 1 });
const port = fc.oneof(fc.nat({ max: 65_535 }), fc.constant(NO_PORT));
const ENTRY: fc.Arbitrary<Entry> = fc.record({
  file: fc.nat({ max: 10_000 }),
  line: fc.oneof(fc.nat(), fc.integer({ min: 2 ** 31, max: 2 ** 50 })),
  /** The grammar has eleven digits. */
  sec: fc.oneof(fc.constant(-1), fc.nat(), fc.integer({ min: 2 ** 31, max: 99_999_999_999 })),
  usec: fc.nat({ max: 999_999 }),
  clock: fc.nat({ max: 5 }),
  hook: fc.nat({ max: 4 }),
  netns: symbol,
  initnet: symbol,
  dev: symbol,
  in: symbol,
  out: symbol,
  src: symbol,
  sport: port,
  dst: symbol,
  dport: port,
  skb: symbol,
  protocol: fc.nat({ max: 255 }),
  identity: fc.integer(),
  fragment: fc.boolean(),
  ambiguous: fc.boolean(),
});

const beginning = { id: 1, boot: 0, flow: 16, hasGap: false, atBegin: false, tick: 0 };

test('an entry is read as it was written', () => {
  const rows = new Int32Array(3 * ROW);
  fc.assert(
    fc.property(ENTRY, fc.boolean(), (entry, ambiguous) => {
      writeEntry(rows, ROW, entry, ambiguous);
      expect(readEntry(rows, ROW, emptyEntry())).toEqual({ ...entry, ambiguous });
      expect([rows[ROW - 1], rows[2 * ROW]]).toEqual([0, 0]);
    }),
  );
});

/** What is done to one of a few packets. */
const STEP = fc.record({
  what: fc.constantFrom<'begin' | 'add' | 'look' | 'close'>('begin', 'add', 'add', 'add', 'look', 'close'),
  which: fc.nat({ max: 3 }),
  entry: ENTRY,
});

test('packets that come one after the other, and grow at the same time, keep their entries apart', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 150, size: 'max' }), (steps) => {
      const packets = new OpenPackets();
      const open = new Map<number, { place: number; entries: Entry[] }>();
      for (const { what, which, entry } of steps) {
        const one = open.get(which) ?? { place: packets.take(), entries: [] };
        open.set(which, one);
        if (what === 'close') {
          packets.giveBack(one.place);
          open.delete(which);
        } else if (what === 'begin' || one.entries.length === 0) {
          packets.begin(one.place, { ...beginning, id: which }, entry);
          one.entries = [entry];
        } else if (what === 'add') {
          packets.add(one.place, entry, entry.ambiguous, 0);
          one.entries.push(entry);
        }
        for (const { place, entries } of open.values()) {
          if (entries.length > 0) expect(packets.last(place)).toEqual(entries.at(-1));
          if (what === 'look') expect(packets.copyEntries(place)).toEqual(entries);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('packets say where they have been', () => {
  const few = fc.nat({ max: 1 });
  const places = fc.array(fc.record({ hook: few, netns: few, in: few }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(places, few, few, few, (seen, hook, netns, inDevice) => {
      const packets = new OpenPackets();
      const packet = packets.take();
      seen.forEach((place, i) => {
        const entry = { ...emptyEntry(), ...place };
        if (i === 0) packets.begin(packet, beginning, entry);
        else packets.add(packet, entry, false, 0);
      });
      const isAt = (one: (typeof seen)[number]): boolean => one.hook === hook && one.netns === netns;
      expect(packets.hasBeenAt(packet, hook, netns)).toBe(seen.some(isAt));
      expect(packets.hasBeenAt(packet, hook, netns, inDevice)).toBe(
        seen.some((one) => isAt(one) && one.in === inDevice),
      );
      expect(packets.cameFrom(packet, hook, netns)).toBe(seen.length > 1 && isAt(seen.at(-2)!));
    }),
  );
});
