/** What the correlator holds does not grow with the log. */
import { expect, test } from 'vitest';
import { Correlator } from '../../src/correlate/correlator.js';
import { KERNEL_CLOCK } from '../../src/model/clock.js';
import { emptyEntry, type Entry } from '../../src/model/entry.js';
import { LOCAL_OUT } from '../../src/model/hook.js';
import { emptyLedger } from '../../src/model/ledger.js';

/** Two generations of packets and of flows, see src/correlate. */
const MOST_OPEN = 2 * 32_768;
const ENTRIES = 80_000;

const FIRST: Entry = {
  ...emptyEntry(),
  file: 0,
  line: 1,
  sec: 1,
  usec: 0,
  clock: KERNEL_CLOCK,
  hook: LOCAL_OUT,
  netns: 40,
  initnet: 41,
  dev: 0,
  in: 0,
  out: 42,
  src: 43,
  sport: 1,
  dst: 44,
  dport: 2,
  skb: 45,
  ambiguous: false,
};

test.each<[string, (i: number) => Partial<Entry>, { packets: number; flows: number }]>([
  [
    'each of an skb and a flow of its own',
    (i) => ({ skb: 50 + i, src: 50 + i }),
    { packets: MOST_OPEN, flows: MOST_OPEN },
  ],
  ['all of one flow, each of an skb of its own', (i) => ({ skb: 50 + i }), { packets: MOST_OPEN, flows: 1 }],
  [
    'all at one skb address, each of a flow of its own',
    (i) => ({ src: 50 + i }),
    { packets: 1, flows: MOST_OPEN },
  ],
  [
    'each in a namespace of its own',
    (i) => ({ netns: 50 + i, skb: 50 + i }),
    { packets: MOST_OPEN, flows: 1 },
  ],
])('packets %s: few are open at the end, and none is lost', (_, change, most) => {
  const count = { packets: 0, flows: 0 };
  const correlator = new Correlator({
    ledger: emptyLedger(),
    loopback: 1,
    sink: { packet: () => count.packets++, flow: () => count.flows++ },
  });
  for (let i = 0; i < ENTRIES; i++) correlator.push({ ...FIRST, line: i, ...change(i) });
  const { packetCount, flowCount } = correlator;
  expect(packetCount - count.packets).toBeLessThanOrEqual(most.packets);
  expect(flowCount - count.flows).toBeLessThanOrEqual(most.flows);
  correlator.finish({ file: 0, line: ENTRIES, sec: 1, usec: 0, clock: KERNEL_CLOCK });
  expect(count.packets).toBe(ENTRIES);
  expect(count.flows).toBe(flowCount);
});
