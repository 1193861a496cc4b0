/** Packets and flows of logs with holes, of several boots and of several inputs. */
import { describe, expect, test } from 'vitest';
import { accountErrors, analysed, entriesOf, type Analysed } from '../support/analysed.js';
import { kernelLog, walk } from '../support/kernel-log.js';
import {
  BESIDE_HOST,
  BESIDE_HOST_REPLY,
  INSIDE,
  INSIDE_REPLY,
  OUTSIDE,
  OUTSIDE_REPLY,
  PUBLISHED,
  PUBLISHED_REPLY,
} from './ways.js';

/** `line hook` of each entry of each packet, with a `?` where it is ambiguous. */
function inShort(run: Analysed): string[][] {
  return run.packets.map(({ hops }) =>
    hops.flatMap(({ entries }) => entries.map(({ hook, ambiguous }) => hook + (ambiguous ? '?' : ''))),
  );
}

describe('a record lost in the middle of a packet', () => {
  const { lines } = kernelLog([walk('s', OUTSIDE, PUBLISHED), walk('t', OUTSIDE_REPLY, PUBLISHED_REPLY)]);
  const hooks = ['PRE_ROUTING', 'FORWARD', 'POST_ROUTING', 'PRE_ROUTING', 'LOCAL_IN'];
  const behind = (lost: number): string[] =>
    hooks.map((hook, i) => (i === lost + 1 ? `${hook}?` : hook)).toSpliced(lost, 1);

  test.each([
    ['FORWARD', 1],
    ['PRE_ROUTING of the container', 3],
  ])('%s without a trace: no packet begins behind it, so it goes on and says so', (_, lost) => {
    const run = analysed(lines.toSpliced(4 * lost, 4).join('\n'));
    expect(accountErrors(run)).toEqual([]);
    expect(inShort(run)[0]).toEqual(behind(lost));
    expect(run.packets).toHaveLength(2);
    expect(run.packets[0]).toMatchObject({ fate: 'delivered', ambiguous: true });
  });

  test.each([
    ['FORWARD', 1],
    ['POST_ROUTING', 2],
    ['PRE_ROUTING of the container', 3],
  ])('%s but for three of its lines: the loss is known, and the packet goes on', (_, lost) => {
    const run = analysed(lines.toSpliced(4 * lost + 1, 1).join('\n'));
    expect(accountErrors(run)).toEqual([]);
    expect(inShort(run)[0]).toEqual(behind(lost));
    expect(run.packets).toHaveLength(2);
    expect(run.summary.incomplete).toEqual({ records: 1, lines: 3 });
  });
});

describe('another boot', () => {
  const before = kernelLog([
    walk('s', INSIDE, BESIDE_HOST, 500),
    walk('t', INSIDE_REPLY, BESIDE_HOST_REPLY.slice(0, 2), 500.001),
  ]);
  const after = kernelLog([walk('t', INSIDE_REPLY, BESIDE_HOST_REPLY, 5)]);

  test('begins where time runs back: neither packets nor flows reach over it', () => {
    const run = analysed(before.text + after.text);
    expect(accountErrors(run)).toEqual([]);
    expect(run.packets.map(({ flow, fate }) => [flow, fate])).toEqual([
      [1, 'delivered'],
      [1, 'sent'],
      [2, 'delivered'],
    ]);
  });

  test('does not begin where CPUs disagree by some microseconds', () => {
    const late = (line: string): string => line.replace(/\d\]/, '9]');
    const { lines } = kernelLog([walk('s', INSIDE, BESIDE_HOST, 500)]);
    const run = analysed(lines.map((line, i) => (i % 3 === 0 ? late(line) : line)).join('\n'));
    expect(inShort(run)).toEqual([['LOCAL_OUT', 'POST_ROUTING', 'PRE_ROUTING', 'LOCAL_IN']]);
  });

  test('may begin in mid-record', () => {
    const cut = after.lines.slice(2);
    const run = analysed([...before.lines.slice(0, -2), ...cut, ''].join('\n'));
    expect(accountErrors(run)).toEqual([]);
    expect(run.summary.incomplete).toEqual({ records: 2, lines: 4 });
    expect(inShort(run).at(-1)).toEqual(['POST_ROUTING', 'PRE_ROUTING', 'LOCAL_IN']);
  });
});

describe('several inputs', () => {
  const first = kernelLog([walk('s', INSIDE, BESIDE_HOST.slice(0, 2), 101)]);
  const second = kernelLog([walk('s', INSIDE, BESIDE_HOST.slice(2), 102)]);

  test('are several hosts or boots: the same pointer is another packet', () => {
    const run = analysed([first.text, second.text]);
    expect(accountErrors(run)).toEqual([]);
    expect(inShort(run)).toEqual([
      ['LOCAL_OUT', 'POST_ROUTING'],
      ['PRE_ROUTING', 'LOCAL_IN'],
    ]);
    expect(run.packets.map(({ flow }) => flow)).toEqual([1, 2]);
  });

  test('have their lines numbered by file', () => {
    const lines = entriesOf(analysed([first.text, second.text])).map(({ file, line }) => [file, line]);
    expect(lines).toEqual([
      ['input0', 4],
      ['input0', 8],
      ['input1', 4],
      ['input1', 8],
    ]);
  });

  test('do not share a record', () => {
    const run = analysed([first.lines.slice(0, 2).join('\n'), first.lines.slice(2, 4).join('\n')]);
    expect(run.summary.entries.total).toBe(0);
    expect(run.summary.incomplete.lines).toBe(4);
  });
});

test('two tuples that turn out to be one flow: the later id is an alias', () => {
  const log = kernelLog([
    walk('s', '172.17.0.4:42734 > 10.10.10.3:80', [
      'c4/LOCAL_OUT >eth0',
      'c4/POST_ROUTING >eth0',
      'init/PRE_ROUTING docker0',
      'init/FORWARD docker0>ens160',
      'init/POST_ROUTING >ens160',
    ]),
    walk('t', '10.10.10.2:1024 > 10.10.10.3:80', ['ext/PRE_ROUTING eth0', 'ext/LOCAL_IN eth0']),
    walk('u', '10.10.10.3:80 > 10.10.10.2:1024', [
      'ext/LOCAL_OUT >eth0',
      'ext/POST_ROUTING >eth0',
      'init/PRE_ROUTING ens160',
      'init/FORWARD ens160>docker0 dst=172.17.0.4:42734',
      'init/POST_ROUTING >docker0',
      'c4/PRE_ROUTING eth0',
      'c4/LOCAL_IN eth0',
    ]),
  ]);
  const run = analysed(log.text);
  expect(accountErrors(run)).toEqual([]);
  expect(run.flows).toEqual([
    {
      type: 'flow',
      id: 1,
      protocol: 'tcp',
      client: '172.17.0.4:42734',
      server: '10.10.10.3:80',
      published: null,
      packets: { original: 2, reply: 1 },
      aliases: [2],
    },
  ]);
});

test('no log makes a packet endless: its entries are bounded as its hops are by its TTL', () => {
  const loop = Array.from({ length: 400 }, (_, i) => `node${i % 2}/PRE_ROUTING eth0`);
  const run = analysed(kernelLog([walk('s', OUTSIDE, loop)]).text);
  expect(accountErrors(run)).toEqual([]);
  expect(run.packets.map(({ hops }) => hops.length)).toEqual([256, 144]);
});

test.each([
  ['without a device line', 1],
  ['without an in/out line', 2],
])('a last record %s: the packet looks stopped, and says that it has a gap', (_, index) => {
  const { lines } = kernelLog([
    walk('s', OUTSIDE, PUBLISHED, 500),
    walk('t', OUTSIDE_REPLY, PUBLISHED_REPLY, 501),
  ]);
  const run = analysed(lines.toSpliced(4 * 4 + index, 1).join('\n'));
  expect(accountErrors(run)).toEqual([]);
  expect(run.packets.map(({ fate, ambiguous }) => `${fate} ${ambiguous}`)).toEqual([
    'stopped true',
    'sent false',
  ]);
  expect(run.summary.entries.ambiguous).toBe(0);
});
