/** A lost line costs its own record and those that were torn at that moment, never what comes later. */
import { expect, test } from 'vitest';
import { accountErrors, analysed, entriesOf, type EntryObject } from '../support/analysed.js';
import { interleave, kernelLog, walk, type Walk } from '../support/kernel-log.js';
import { seeded } from '../support/seeded.js';

const CALM = 2_000_000;

const inbound = (skb: string, port: number, gap = ''): Walk =>
  walk(skb, `10.10.10.3:${port} > 10.10.10.2:8081`, [
    `init/PRE_ROUTING ens160 ${gap}`.trim(),
    'init/FORWARD ens160>docker0 dst=172.17.0.2:8080',
    'init/POST_ROUTING >docker0',
    'c2/PRE_ROUTING eth0',
    'c2/LOCAL_IN eth0',
  ]);
const reply = (skb: string, port: number): Walk =>
  walk(skb, `172.17.0.2:8080 > 10.10.10.3:${port}`, [
    'c2/LOCAL_OUT >eth0',
    'c2/POST_ROUTING >eth0',
    'init/PRE_ROUTING docker0',
    'init/FORWARD docker0>ens160',
    'init/POST_ROUTING >ens160',
  ]);
const bridged = (skb: string): Walk =>
  walk(skb, '172.17.0.4:40000 > 172.17.0.2:8080', [
    'c4/LOCAL_OUT >eth0',
    'c4/POST_ROUTING >eth0',
    'init/PRE_ROUTING docker0',
    'init/FORWARD docker0>docker0@veth2',
    'init/POST_ROUTING >docker0@veth2',
    'c2/PRE_ROUTING eth0',
    'c2/LOCAL_IN eth0',
  ]);

/** Two CPUs at work at one time, their lines interleaved at random. */
function tornLines(seed: number): string[] {
  const random = seeded(seed);
  const cpus = [
    kernelLog([inbound('a', 40001), reply('b', 40001), inbound('c', 40002)]).lines,
    kernelLog([bridged('d'), reply('e', 40002), bridged('f')]).lines,
  ];
  const left = cpus.map((lines) => lines.length);
  const order = Array.from({ length: left[0]! + left[1]! }, () => {
    const cpu = random(left[0]! + left[1]!) < left[0]! ? 0 : 1;
    left[cpu]!--;
    return cpu;
  });
  return interleave(cpus, order);
}

const whole = kernelLog([inbound('a', 40003), reply('b', 40003), bridged('c'), inbound('d', 40004)]).lines;

test.each([1, 2, 3, 4, 5])('any line of torn log %i lost: whole records 2 s later are certain', (seed) => {
  const torn = tornLines(seed);
  const later = whole.map((line) => shifted(line, CALM));
  const wanted = entriesBehind([], later);
  expect(wanted).toHaveLength(whole.length / 4);
  for (let lost = 0; lost < torn.length; lost++) {
    expect({ lost, entries: entriesBehind(torn.toSpliced(lost, 1), later) }).toEqual({
      lost,
      entries: wanted,
    });
  }
});

/** What the lost line's record would have taught is missing later, so more may be marked; nothing is wrong. */
test.each([1, 2, 3, 4, 5])(
  'any line of torn log %i lost: torn records 2 s later are right or marked',
  (seed) => {
    const torn = tornLines(seed);
    const later = tornLines(99).map((line) => shifted(line, CALM));
    const wanted = entriesBehind(torn, later);
    for (let lost = 0; lost < torn.length; lost++) {
      const found = entriesBehind(torn.toSpliced(lost, 1), later);
      expect(found.map(({ line }) => line)).toEqual(wanted.map(({ line }) => line));
      const certain = found.filter((entry) => !entry.ambiguous);
      for (const entry of certain) {
        const { ambiguous: _, ...truth } = wanted.find(({ line }) => line === entry.line)!;
        expect({ lost, ...entry }).toMatchObject({ lost, ...truth });
      }
      expect(certain.length).toBeGreaterThan(0.6 * wanted.length);
    }
  },
);

function entriesBehind(lines: readonly string[], behind: readonly string[]): EntryObject[] {
  const run = analysed([...lines, ...behind, ''].join('\n'));
  expect(accountErrors(run)).toEqual([]);
  return entriesOf(run)
    .filter((entry) => entry.line > lines.length)
    .map((entry) => ({ ...entry, line: entry.line - lines.length }));
}

function shifted(line: string, micros: number): string {
  return line.replace(/(\d+)\.(\d{6})/, (_, seconds, fraction) => {
    const time = Number(seconds) * 1e6 + Number(fraction) + micros;
    return `${Math.floor(time / 1e6)}.${String(time % 1e6).padStart(6, '0')}`;
  });
}
