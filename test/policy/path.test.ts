import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { Analysis } from '../../src/analyze.js';
import { matchesPath } from '../../src/check/path-match.js';
import type { Packet } from '../../src/model/packet.js';
import { BadPath } from '../../src/policy/bad-path.js';
import { parsePath } from '../../src/policy/path-expression.js';
import { feed } from '../support/analysed.js';
import { kernelLog, pointerOf, walk } from '../support/kernel-log.js';

const NAMESPACES = ['init', 'service'];

/** From outside to a container, with DNAT and, on the way out of the host, SNAT. */
const STEPS = [
  'init/PRE_ROUTING ens160',
  'init/FORWARD ens160>docker0 dst=172.17.0.2:8080',
  'init/POST_ROUTING ens160>docker0',
  'service/PRE_ROUTING eth0 src=172.17.0.1:38478',
  'service/LOCAL_IN eth0',
];

function packetOf(steps: readonly string[]): { packet: Packet; texts: Analysis['texts'] } {
  const packets: Packet[] = [];
  const analysis = new Analysis({ packet: (packet) => packets.push(packet) });
  analysis.beginInput();
  feed(
    analysis.chunks,
    Buffer.from(kernelLog([walk('a', '10.10.10.3:38478 > 10.10.10.2:8081', steps)]).text),
  );
  analysis.finish();
  return { packet: packets[0]!, texts: analysis.texts };
}

const { packet, texts } = packetOf(STEPS);

function matches(text: string): boolean {
  return matchesPath(parsePath(text, NAMESPACES), packet.entries, {
    texts,
    isNamespace: (netns, name) => texts.text(netns) === pointerOf(name),
  });
}

test('the packet of these tests is one packet', () => {
  expect(packet.entries).toHaveLength(STEPS.length);
});

describe('a path that', () => {
  test.each([
    // Entries
    ['init/FORWARD', true],
    ['init/LOCAL_IN', false],
    ['*/LOCAL_IN', true],
    ['service/*', true],
    ['service/FORWARD', false],
    // Next and later
    ['init/PRE_ROUTING > init/FORWARD', true],
    ['init/PRE_ROUTING > init/POST_ROUTING', false],
    ['init/PRE_ROUTING >> init/POST_ROUTING', true],
    ['init/PRE_ROUTING >> init/PRE_ROUTING', false],
    ['*/PRE_ROUTING >> */PRE_ROUTING', true],
    ['service/LOCAL_IN >> init/FORWARD', false],
    ['init/PRE_ROUTING > init/FORWARD > init/POST_ROUTING >> service/LOCAL_IN', true],
    // The beginning
    ['^ init/PRE_ROUTING', true],
    ['^ init/FORWARD', false],
    ['^ >> init/FORWARD', true],
    ['^ */* > init/FORWARD', true],
    // Never
    ['!init/LOCAL_IN', true],
    ['!init/FORWARD', false],
    ['!dnat', false],
    ['init/PRE_ROUTING >> !init/LOCAL_IN >> service/LOCAL_IN', true],
    ['init/PRE_ROUTING >> !init/FORWARD >> service/LOCAL_IN', false],
    ['init/FORWARD >> !init/FORWARD >> service/LOCAL_IN', true],
    ['init/FORWARD >> !init/PRE_ROUTING', true],
    ['init/FORWARD >> !service/*', false],
    ['!init/FORWARD >> init/FORWARD', true],
    ['!init/PRE_ROUTING >> init/FORWARD', false],
    // The last one of several that could match is the one behind which nothing forbidden comes.
    ['*/PRE_ROUTING >> !*/FORWARD', true],
    ['*/PRE_ROUTING >> !*/LOCAL_IN', false],
    // Devices
    ['init/PRE_ROUTING[in=ens160]', true],
    ['init/PRE_ROUTING[in=docker0]', false],
    ['init/FORWARD[in=ens160,out=docker0]', true],
    ['init/FORWARD[in=ens160, out="docker0"]', true],
    ['init/POST_ROUTING[dev=docker0]', true],
    // Translations
    ['dnat', true],
    ['snat', true],
    ['init/PRE_ROUTING > dnat > init/FORWARD', true],
    ['init/FORWARD > dnat > init/POST_ROUTING', false],
    ['init/PRE_ROUTING > !dnat > init/FORWARD', false],
    ['init/FORWARD > !dnat > init/POST_ROUTING', true],
    ['init/POST_ROUTING > snat > service/PRE_ROUTING', true],
    ['dnat >> snat', true],
    ['snat >> dnat', false],
    ['init/FORWARD >> !dnat', true],
    ['init/PRE_ROUTING >> !dnat >> init/POST_ROUTING', false],
    // Other spellings
    ['init/prerouting > init/Forward > init/NF_INET_POST_ROUTING', true],
    ['  init/PRE_ROUTING>init/FORWARD>>service/INPUT  ', true],
  ])('is %s: %s', (text, expected) => {
    expect(matches(text)).toBe(expected);
  });
});

test('both ends translated on one way', () => {
  const both = packetOf([
    'init/PRE_ROUTING ens160',
    'init/FORWARD ens160>docker0 dst=172.17.0.2:8080',
    'init/POST_ROUTING ens160>docker0',
  ]);
  const context = { texts: both.texts, isNamespace: () => true };
  const is = (text: string): boolean =>
    matchesPath(parsePath(text, NAMESPACES), both.packet.entries, context);
  expect(is('init/PRE_ROUTING > dnat > init/FORWARD')).toBe(true);
  expect(is('init/PRE_ROUTING > snat > init/FORWARD')).toBe(false);
});

test('what is read is what was written', () => {
  expect(
    parsePath('^ init/PRE_ROUTING[in=ens160] > dnat > init/FORWARD >> !init/LOCAL_IN', NAMESPACES),
  ).toEqual({
    text: '^ init/PRE_ROUTING[in=ens160] > dnat > init/FORWARD >> !init/LOCAL_IN',
    steps: [
      {
        what: { kind: 'entry', namespace: 'init', hook: 0, devices: { in: 'ens160' } },
        follows: 'next',
        neverBefore: [],
      },
      { what: { kind: 'dnat' }, follows: 'next', neverBefore: [] },
      {
        what: { kind: 'entry', namespace: 'init', hook: 2, devices: {} },
        follows: 'next',
        neverBefore: [],
      },
    ],
    neverAfter: [{ kind: 'entry', namespace: 'init', hook: 1, devices: {} }],
  });
});

test('any text is a path or a BadPath that points into it', () => {
  const tokens = [
    'init',
    'service',
    '/',
    'FORWARD',
    '*',
    '>',
    '>>',
    '^',
    '!',
    '[in=',
    ']',
    ',',
    'dnat',
    ' ',
    '"',
    'x',
  ];
  const texts = fc.oneof(
    fc.array(fc.constantFrom(...tokens), { maxLength: 14 }).map((parts) => parts.join('')),
    fc.string({ maxLength: 40 }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        parsePath(text, NAMESPACES);
      } catch (error) {
        expect(error).toBeInstanceOf(BadPath);
        expect((error as BadPath).at).toBeGreaterThanOrEqual(0);
        expect((error as BadPath).at).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 2000, seed: 7 },
  );
});

test('a hostile path does not take long', () => {
  const text = Array.from({ length: 60 }, () => '*/*').join(' >> ');
  expect(matches(text)).toBe(false);
});
