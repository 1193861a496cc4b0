import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TupleTable, type Tuple } from '../../src/correlate/tuple-table.js';
import { NO_PORT } from '../../src/model/flow.js';

/** Few of each, so that tuples come again, reversed, and with another protocol. */
const PORT = fc.constantFrom(NO_PORT, 0, 1, 65_535);
const TUPLE: fc.Arbitrary<Tuple> = fc.record({
  protocol: fc.constantFrom(0, 6, 17, 255),
  src: fc.nat({ max: 4 }),
  sport: PORT,
  dst: fc.nat({ max: 4 }),
  dport: PORT,
});

/** The same for a tuple and its reverse, and for no other. */
function keyOf({ protocol, src, sport, dst, dport }: Tuple): string {
  return [`${src}:${sport}`, `${dst}:${dport}`].sort().join(' ') + ` ${protocol}`;
}

test('a tuple and its reverse are one key, as in a map', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(TUPLE, fc.boolean()), { maxLength: 400, size: 'max' }), (steps) => {
      const table = new TupleTable();
      const model = new Map<string, number>();
      steps.forEach(([tuple, isPut], i) => {
        if (isPut) {
          table.set(tuple, i + 1);
          model.set(keyOf(tuple), i + 1);
        }
        expect(table.get(tuple)).toBe(model.get(keyOf(tuple)) ?? 0);
      });
      table.clear();
      for (const [tuple] of steps) expect(table.get(tuple)).toBe(0);
    }),
    { numRuns: 50 },
  );
});
