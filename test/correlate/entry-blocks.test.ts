/** Entries are packed into integers: what comes out must be what went in, whichever blocks were used before. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntryBlocks } from '../../src/correlate/entry-blocks.js';
import { FlowState } from '../../src/correlate/flow-state.js';
import { OpenPacket } from '../../src/correlate/open-packet.js';
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

function beginning(first: Entry) {
  const state = new FlowState(1, 0, first, false);
  return { id: 1, boot: 0, state, hasGap: false, atBegin: false, tick: 0 };
}

test('an entry is read as it was written', () => {
  const blocks = new EntryBlocks();
  fc.assert(
    fc.property(ENTRY, fc.boolean(), (entry, ambiguous) => {
      blocks.write(blocks.take(8), 3, emptyEntry(), false);
      const block = blocks.take(8);
      blocks.write(block, 7, entry, ambiguous);
      expect(blocks.read(block, 7, emptyEntry())).toEqual({ ...entry, ambiguous });
    }),
  );
});

test('packets that come one after the other, and grow at the same time, keep their entries apart', () => {
  const packets = fc.array(fc.array(ENTRY, { minLength: 1, maxLength: 40 }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(packets, packets, (first, second) => {
      const blocks = new EntryBlocks();
      const open = first.map(([entry]) => new OpenPacket(blocks, beginning(entry!), entry!));
      for (const round of [first, second]) {
        const filled = round.slice(0, open.length);
        filled.forEach(([entry], i) => open[i]!.begin(beginning(entry!), entry!));
        for (let index = 1; index < 40; index++)
          filled.forEach((entries, i) => {
            const entry = entries[index];
            if (entry !== undefined) open[i]!.add(entry, entry.ambiguous);
          });
        filled.forEach((entries, i) => {
          expect(open[i]!.copyEntries(0, open[i]!.length)).toEqual(entries);
          expect(open[i]!.last).toEqual(entries.at(-1));
          expect(open[i]!.at(0)).toEqual(entries[0]);
        });
      }
    }),
    { numRuns: 50 },
  );
});
