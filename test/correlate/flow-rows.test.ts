/** A flow's row is free for another one exactly when nobody can come to it any more. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FlowRows } from '../../src/correlate/flow-rows.js';

interface Known {
  readonly place: number;
  readonly id: number;
  aliases: number[];
  into: Known | null;
  holders: number;
  inGeneration: boolean;
}

const STEP = fc.record({
  what: fc.constantFrom<'take' | 'hold' | 'release' | 'leave' | 'return' | 'join'>(
    'take',
    'hold',
    'release',
    'leave',
    'return',
    'join',
  ),
  one: fc.nat(),
  other: fc.nat(),
});

function rootOf(flow: Known): Known {
  return flow.into === null ? flow : rootOf(flow.into);
}

/** Whoever is in a generation or held, and what those are parts of. */
function needed(flows: readonly Known[]): Set<Known> {
  const found = new Set<Known>();
  for (const flow of flows)
    if (flow.inGeneration || flow.holders > 0)
      for (let one: Known | null = flow; one !== null; one = one.into) found.add(one);
  return found;
}

test('what is in a generation, is held, or has parts that are, keeps its row', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 100, size: 'max' }), (steps) => {
      const rows = new FlowRows();
      let flows: Known[] = [];
      let lastId = 0;
      for (const { what, one, other } of steps) {
        const flow = flows[one % flows.length];
        if (flow === undefined || what === 'take') {
          const place = rows.take(++lastId, 3, 6);
          expect(flows.some((known) => known.place === place)).toBe(false);
          rows.setGeneration(place, 1);
          flows.push({ place, id: lastId, aliases: [], into: null, holders: 0, inGeneration: true });
        } else if (what === 'hold') {
          rows.hold(flow.place);
          flow.holders++;
        } else if (what === 'release' && flow.holders > 0) {
          rows.release(flow.place);
          flow.holders--;
        } else if (what === 'leave' && flow.inGeneration) {
          rows.setGeneration(flow.place, 0);
          flow.inGeneration = false;
        } else if (what === 'return') {
          rows.setGeneration(flow.place, 1);
          flow.inGeneration = true;
        } else if (what === 'join') {
          const [whole, part] = [rootOf(flow), rootOf(flows[other % flows.length]!)];
          if (whole === part) continue;
          rows.join(part.place, whole.place);
          part.into = whole;
          whole.aliases.push(part.id, ...part.aliases);
        }
        const living = needed(flows);
        flows = flows.filter((known) => living.has(known));
        for (const { place, id, aliases, ...known } of flows) {
          expect(rows.id(place)).toBe(id);
          expect(rows.isPart(place)).toBe(known.into !== null);
          if (known.into === null)
            expect(rows.show(place)).toMatchObject({ id, boot: 3, protocol: 6, aliases });
        }
      }
      for (const { place, holders, inGeneration } of flows) {
        for (let held = holders; held > 0; held--) rows.release(place);
        if (inGeneration) rows.setGeneration(place, 0);
      }
      const again = Array.from({ length: lastId }, () => rows.take(++lastId, 0, 6));
      expect(new Set(again).size).toBe(again.length);
    }),
    { numRuns: 200 },
  );
});
