/** Flows of which packets may still come, as integers: they are what a map of plain objects would be. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OpenFlows, type OpenFlow } from '../../src/check/open-flows.js';
import { NO_EVIDENCE, type ClientEvidence } from '../../src/model/client-class.js';
import { MOST_IDS } from '../../src/model/traffic.js';

interface Model {
  client: ClientEvidence;
  unlisted: number;
  readonly packets: { readonly way: number; readonly id: number }[];
}

const EVIDENCE: fc.Arbitrary<ClientEvidence> = fc.constantFrom(
  NO_EVIDENCE,
  { from: 'external', rank: 1 },
  { from: 'container', rank: 1 },
  { from: 'container', rank: 2 },
  { from: 'host', rank: 2 },
);
const STEP = fc.record({
  what: fc.constantFrom<'add' | 'get' | 'delete'>('add', 'add', 'add', 'add', 'add', 'add', 'get', 'delete'),
  flow: fc
    .oneof(fc.nat({ max: 2 }), fc.nat({ max: 2 }), fc.nat({ max: 2000 }), fc.nat({ max: 2 ** 50 }))
    .map((id) => id + 1),
  client: EVIDENCE,
  way: fc.nat({ max: 3 }),
  id: fc.maxSafeNat(),
});

function shown({ client, unlisted, packets }: Model): OpenFlow {
  const ways = new Map<number, { packets: number; ids: number[] }>();
  for (const { way, id } of packets) {
    const known = ways.get(way) ?? { packets: 0, ids: [] };
    ways.set(way, { packets: known.packets + 1, ids: [...known.ids, id].slice(0, MOST_IDS) });
  }
  return { client, unlisted, ways };
}

test('flows keep the best evidence of their client, and their packets by way, in their order', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 300, size: 'max' }), (steps) => {
      const flows = new OpenFlows();
      const model = new Map<number, Model>();
      for (const { what, flow, client, way, id } of steps) {
        const known = model.get(flow);
        if (what === 'add') {
          const one = known ?? { client: NO_EVIDENCE, unlisted: 0, packets: [] };
          if (client.rank > one.client.rank) one.client = client;
          if (way === 0) one.unlisted++;
          else one.packets.push({ way, id });
          model.set(flow, one);
          flows.add(flow, client, way, id);
        } else if (what === 'delete') {
          model.delete(flow);
          flows.delete(flow);
        } else {
          expect(flows.get(flow)).toEqual(known && shown(known));
          expect([...(flows.get(flow)?.ways.keys() ?? [])]).toEqual(
            known ? [...shown(known).ways.keys()] : [],
          );
        }
        expect(flows.ids).toEqual([...model.keys()]);
      }
      for (const [id, one] of model) expect(flows.get(id)).toEqual(shown(one));
    }),
    { numRuns: 60 },
  );
});

test('of a flow with very many packets the first ids of a way are kept', () => {
  const flows = new OpenFlows();
  for (let id = 1; id <= 3000; id++) flows.add(7, NO_EVIDENCE, 1 + (id % 2), id);
  const { packets, ids } = flows.get(7)!.ways.get(1)!;
  expect(packets).toBe(1500);
  expect(ids).toEqual(Array.from({ length: MOST_IDS }, (_, i) => 2 * i + 2));
});

test('thousands of flows come and go', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3000 }), { minLength: 3000, maxLength: 6000, size: 'max' }), (ids) => {
      const flows = new OpenFlows();
      const model = new Set<number>();
      for (const [i, id] of ids.entries()) {
        if (model.delete(id + 1)) flows.delete(id + 1);
        else {
          model.add(id + 1);
          flows.add(id + 1, NO_EVIDENCE, 1, i);
        }
      }
      expect(flows.ids).toEqual([...model]);
      for (let id = 1; id <= 3001; id++) expect(flows.get(id) !== undefined).toBe(model.has(id));
    }),
    { numRuns: 10 },
  );
});
