/** Both formats of the same traffic, as one module printed them, give the same packets, flows and verdicts. */
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analysed, type Analysed, type PacketObject } from './support/analysed.js';
import { capturesOf, scenarios } from './support/golden.js';

const FORMAT_2 = /\.format2\.log$/;

/** Captures that are there in both formats. */
const PAIRS = scenarios()
  .flatMap((scenario) => capturesOf(scenario))
  .flatMap(({ log }) => (FORMAT_2.test(log) ? [{ two: log, one: log.replace(FORMAT_2, '.log') }] : []))
  .filter(({ one }) => fs.existsSync(one));

/** A packet without what differs between the formats: lines and times, and the names of namespaces whose addresses only one shows. */
function wayOf({ direction, skb, fate, ambiguous, hops }: PacketObject): unknown {
  const entries = hops.flatMap(({ netns, entries }) =>
    entries.map((entry) => ({ netns, ...entry, line: 0, time: null })),
  );
  return { direction, skb, fate, ambiguous, entries };
}

/** Connections of which format 1 shows something: IPv4 TCP. */
function ofFormat1({ packets, flows }: Analysed): { ways: unknown[]; flows: unknown[] } {
  const shown = flows.filter(({ protocol, client }) => protocol === 'tcp' && !client.startsWith('['));
  const ids = new Set(shown.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
  return {
    ways: packets.filter(({ flow }) => ids.has(flow)).map(wayOf),
    flows: shown.map((flow) => ({ ...flow, id: 0, aliases: [] })),
  };
}

describe('both formats', () => {
  test('are there for many scenarios', () => {
    expect(PAIRS.length).toBeGreaterThan(15);
  });

  test.each(PAIRS)('$two', ({ one, two }) => {
    const [format1, format2] = [analysed(fs.readFileSync(one)), analysed(fs.readFileSync(two))];
    expect(ofFormat1(format2)).toEqual(ofFormat1(format1));
    expect(format2.summary).toMatchObject({ entries: { ambiguous: 0 }, lost: [] });
  });
});
