/** The JSON of a packet does not depend on which packets were written before it. */
import { expect, test } from 'vitest';
import { KERNEL_CLOCK, NO_CLOCK } from '../../src/model/clock.js';
import { emptyEntry, type Entry } from '../../src/model/entry.js';
import { NO_PORT } from '../../src/model/flow.js';
import type { Packet } from '../../src/model/packet.js';
import { packetJson } from '../../src/report/json.js';
import type { LogNames } from '../../src/report/names.js';

function namesCalling(init: () => string): LogNames {
  return {
    texts: { text: (symbol) => `t${symbol}` },
    namespaces: { nameOf: (netns) => (netns === 1 ? init() : `n${netns}`), seen: [] },
    inputs: ['-'],
  };
}

/** Entries of many devices, endpoints, times and namespaces: more than there is room for. */
function packet(id: number): Packet {
  const entry: Entry = {
    ...emptyEntry(),
    file: 0,
    line: id,
    sec: (id % 7) - 1,
    usec: (id * 7919) % 1_000_000,
    clock: id % 7 === 0 ? NO_CLOCK : KERNEL_CLOCK,
    hook: id % 5,
    netns: 1 + (id % 9000),
    initnet: 1,
    dev: id % 11,
    in: id % 5000,
    out: id % 3,
    src: 1 + (id % 6000),
    sport: id % 65_536,
    dst: 1 + (id % 17),
    dport: 80,
    skb: 5 + id,
    ambiguous: id % 2 === 0,
  };
  return {
    id,
    boot: id % 2,
    entries: [entry, { ...entry, netns: 1 }],
    fate: 'sent',
    hasGap: false,
    atBegin: false,
    atEnd: false,
    flow: 1,
    direction: 'original',
  };
}

test('the same after many others as at first', () => {
  const names = namesCalling(() => 'init');
  for (let id = 1; id <= 12_000; id++) packetJson(packet(id), names);
  for (let id = 1; id <= 24_000; id += 241) {
    const first = packetJson(
      packet(id),
      namesCalling(() => 'init'),
    );
    expect(packetJson(packet(id), names)).toBe(first);
    expect(packetJson(packet(id), names)).toBe(first);
  }
});

test('a namespace that gets another name is written with it', () => {
  let name = 'a pointer';
  const names = namesCalling(() => name);
  const hops = (): unknown =>
    (JSON.parse(packetJson(packet(3), names)) as { hops: { name: string }[] }).hops.map((hop) => hop.name);
  expect(hops()).toEqual(['n4', 'a pointer']);
  name = '172.17.0.2';
  expect(hops()).toEqual(['n4', '172.17.0.2']);
});

test('times have six digits behind the point', () => {
  const [entry] = packet(1).entries;
  const timeOf = (sec: number, usec: number): unknown => {
    const one = {
      ...packet(1),
      entries: [{ ...entry!, sec, usec, clock: sec < 0 ? NO_CLOCK : KERNEL_CLOCK }],
    };
    const written = packetJson(
      one,
      namesCalling(() => 'init'),
    );
    return (JSON.parse(written) as { hops: { entries: { time: unknown }[] }[] }).hops[0]!.entries[0]!.time;
  };
  expect([timeOf(0, 0), timeOf(3_598_646, 7), timeOf(12, 999_999), timeOf(-1, 0)]).toEqual([
    '0.000000',
    '3598646.000007',
    '12.999999',
    null,
  ]);
});

test('a tuple without ports is not taken for the one before it that has them', () => {
  const [entry] = packet(3).entries;
  const ports = [80, NO_PORT, 80].map((port) => ({ ...entry!, sport: port, dport: port }));
  const written = packetJson(
    { ...packet(3), entries: ports },
    namesCalling(() => 'init'),
  );
  const { hops } = JSON.parse(written) as { hops: { entries: { src: string; dst: string }[] }[] };
  expect(hops[0]!.entries.map(({ src, dst }) => `${src} ${dst}`)).toEqual([
    't4:80 t4:80',
    't4 t4',
    't4:80 t4:80',
  ]);
});

test('entries of several inputs say of which one they are', () => {
  const names = { ...namesCalling(() => 'init'), inputs: ['a "b".log', 'c.log'] };
  const [entry] = packet(1).entries;
  const written = packetJson({ ...packet(1), entries: [entry!, { ...entry!, file: 1 }] }, names);
  const { hops } = JSON.parse(written) as { hops: { entries: { file: string }[] }[] };
  expect(hops[0]!.entries.map(({ file }) => file)).toEqual(['a "b".log', 'c.log']);
});
