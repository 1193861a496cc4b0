/** A way's number stands for its key: packets have the same number exactly where they have the same key. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WayTable } from '../../src/check/way-table.js';
import { wayKey } from '../../src/check/way-key.js';
import { emptyEntry, type Entry } from '../../src/model/entry.js';
import { NO_PORT } from '../../src/model/flow.js';
import type { Packet } from '../../src/model/packet.js';

/** Few of each, so that most differ in little. */
const few = fc.constantFrom(40, 40, 41);
const port = fc.constantFrom(1, 1, 2, NO_PORT);
const ENTRY: fc.Arbitrary<Entry> = fc
  .record({
    line: fc.nat(),
    hook: fc.constantFrom(0, 0, 1),
    netns: few,
    dev: few,
    in: few,
    out: few,
    protocol: fc.constantFrom(6, 6, 17),
    src: few,
    sport: port,
    dst: few,
    dport: port,
    ambiguous: fc.constantFrom(false, false, true),
  })
  .map((fields) => ({ ...emptyEntry(), ...fields }));
const rarely = fc.constantFrom(false, false, false, true);
const PACKET: fc.Arbitrary<Packet> = fc.record({
  id: fc.maxSafeNat(),
  boot: fc.constantFrom(0, 0, 1),
  entries: fc.array(ENTRY, { minLength: 1, maxLength: 3 }),
  fate: fc.constantFrom('delivered', 'delivered', 'sent', 'stopped', 'open'),
  hasGap: rarely,
  atBegin: rarely,
  atEnd: rarely,
  flow: fc.maxSafeNat(),
  direction: fc.constantFrom('original', 'original', 'reply'),
});

/** A packet, and perhaps the same once more with one entry that is another. */
const PACKETS = fc
  .array(fc.tuple(PACKET, ENTRY, fc.nat()), { minLength: 1, maxLength: 60, size: 'max' })
  .map((all) =>
    all.flatMap(([packet, entry, at]) => {
      const entries = packet.entries.with(at % packet.entries.length, entry);
      return [packet, { ...packet, entries }, { ...packet, id: at, entries: [...packet.entries] }];
    }),
  );

test('two packets are of one way where their keys are the same, and the first is the example', () => {
  fc.assert(
    fc.property(PACKETS, fc.constantFrom(3, 1000), (packets, most) => {
      const table = new WayTable(most);
      const known = new Map<string, { way: number; first: Packet }>();
      for (const packet of packets) {
        const key = wayKey(packet);
        if (!known.has(key) && known.size < most) known.set(key, { way: known.size + 1, first: packet });
        expect(table.numberOf(packet)).toBe(known.get(key)?.way ?? 0);
      }
      for (const { way, first } of known.values()) expect(table.example(way)).toEqual(first);
    }),
    { numRuns: 100 },
  );
});

test('thousands of ways are kept apart', () => {
  const table = new WayTable(5000);
  const packet = (port: number): Packet => ({
    id: port,
    boot: 0,
    entries: [{ ...emptyEntry(), dport: port }],
    fate: 'sent',
    hasGap: false,
    atBegin: false,
    atEnd: false,
    flow: 1,
    direction: 'original',
  });
  for (const round of [1, 2])
    for (let i = 1; i <= 6000; i++)
      expect(table.numberOf(packet(i)), `round ${round}`).toBe(i <= 5000 ? i : 0);
});
