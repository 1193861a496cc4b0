/** Flows leave when two generations have not seen them, and each leaves once. */
import { expect, test } from 'vitest';
import { Flows } from '../../src/correlate/flows.js';
import { emptyEntry, type Entry } from '../../src/model/entry.js';

const GENERATION = 1 << 15;

/** The first packet of a connection: a client's port of its own for each. */
function packetOf(connection: number): Entry {
  const port = 32_768 + (connection % 28_000);
  return {
    ...emptyEntry(),
    hook: 3,
    src: 1 + Math.floor(connection / 28_000),
    sport: port,
    dst: 100,
    dport: 80,
  };
}

test.each([0, 1, GENERATION - 1])('flow %i is seen again just as its generation leaves', (again) => {
  const left: number[] = [];
  const flows = new Flows((flow) => left.push(flow.id));
  const see = (connection: number): void => {
    const entry = packetOf(connection);
    const flow = flows.of(entry, 0);
    flows.hold(flow);
    flows.learn(flow, entry, entry);
    flows.release(flow);
  };
  for (let connection = 0; connection < 2 * GENERATION; connection++) see(connection);
  expect(left).toEqual([]);
  see(again);
  expect(left.length).toBe(GENERATION - 1);
  expect(left).not.toContain(again + 1);
  flows.clear();
  expect(left.length).toBe(2 * GENERATION);
  expect(new Set(left).size).toBe(left.length);
});
