/** Format 2: what its numbers say is missing, which namespace an address stands for, and how it mixes with format 1. */
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accountErrors, analysed } from '../support/analysed.js';
import { format2Line, INITNET, moduleLine } from '../support/format-2.js';

const LOADED = moduleLine('nftrace module init');
const UNLOADED = moduleLine('nftrace module exit');
const entry = (cpu: number, seq: number): string => format2Line({ cpu, seq });
const totals = (printed: number, leftOut = 0): string =>
  moduleLine(`printed ${printed} entries, left out ${leftOut}`);

type Lost = [kind: string, line: number, count: number | null];

const LOSSES: readonly (readonly [what: string, log: readonly string[], lost: readonly Lost[]])[] = [
  ['every CPU has its own numbers', [LOADED, entry(0, 1), entry(1, 1), entry(0, 2), entry(1, 2)], []],
  ['a gap is what is missing', [LOADED, entry(0, 1), entry(1, 1), entry(0, 5)], [['entries', 4, 3]]],
  ['also of the first ones', [LOADED, entry(3, 3)], [['entries', 2, 2]]],
  [
    'gaps are told one by one',
    [LOADED, entry(0, 2), entry(0, 4)],
    [
      ['entries', 2, 1],
      ['entries', 3, 1],
    ],
  ],
  [
    'a log that begins later',
    [entry(0, 100), entry(1, 8), entry(0, 101)],
    [
      ['start', 1, 99],
      ['start', 2, 7],
    ],
  ],
  ['what is missing at the end', [LOADED, entry(0, 1), totals(3), UNLOADED], [['entries', 4, 2]]],
  ['nothing is missing at the end', [LOADED, entry(0, 1), entry(1, 1), totals(2), UNLOADED], []],
  ['a CPU that is not seen at all', [LOADED, entry(0, 1), totals(9), UNLOADED], [['entries', 4, 8]]],
  ['totals while lines are under way', [LOADED, entry(0, 1), totals(2, 0), entry(1, 1), UNLOADED], []],
  [
    'what the rate limit left out has no numbers',
    [LOADED, entry(0, 1), totals(1, 5), entry(0, 2), totals(2, 7), UNLOADED],
    [
      ['left-out', 3, 5],
      ['left-out', 5, 2],
    ],
  ],
  ['the module is loaded again', [LOADED, entry(0, 1), totals(1), UNLOADED, LOADED, entry(0, 1)], []],
  [
    'and that is not in the log',
    [LOADED, entry(0, 7), entry(0, 1)],
    [
      ['entries', 2, 6],
      ['entries', 3, null],
    ],
  ],
  ['a line twice', [LOADED, entry(0, 1), entry(0, 1)], [['entries', 3, null]]],
];

describe('numbers', () => {
  test.each(LOSSES)('%s', (_, log, lost) => {
    const run = analysed(log.join('\n'));
    expect(run.summary.lost.map(({ kind, line, count }) => [kind, line, count])).toEqual(lost);
    expect(accountErrors(run)).toEqual([]);
  });

  test('a packet near a gap may have lost entries, others have not', () => {
    const hooks = (time: string, skb: string, seqs: readonly [number, number]): string[] => [
      format2Line({ time, seq: seqs[0], hook: 'LOCAL_OUT', out: 'eth0/2', skb }),
      format2Line({ time, seq: seqs[1], hook: 'POST_ROUTING', dev: 'eth0/2', out: 'eth0/2', skb }),
    ];
    const log = [
      LOADED,
      ...hooks('1.000000', 'aa', [1, 2]),
      ...hooks('2.000000', 'bb', [3, 5]),
      ...hooks('3.000000', 'cc', [6, 7]),
    ];
    expect(analysed(log.join('\n')).packets.map(({ skb, ambiguous }) => [skb, ambiguous])).toEqual([
      ['aa', false],
      ['bb', true],
      ['cc', false],
    ]);
  });
});

describe('namespaces', () => {
  const sent = (netns: string, cookie: number | string, src: string): string =>
    format2Line({
      netns,
      cookie,
      inode: 5,
      skb: 'bb',
      packet: `tcp ${src}:1->10.0.0.9:2 flags=SYN seqno=1 ack=0`,
    });

  test('an address that another namespace has now is another namespace', () => {
    const log = [
      sent('aa', 7, '10.0.0.1'),
      sent('aa', 7, '10.0.0.1'),
      sent('aa', 8, '10.0.0.2'),
      sent('aa', 8, '10.0.0.2'),
    ];
    expect(analysed(log.join('\n')).summary.namespaces).toEqual([
      { netns: 'aa', name: '10.0.0.1', inode: '5' },
      { netns: 'aa#8', name: '10.0.0.2', inode: '5' },
    ]);
  });

  test('without cookies, nobody can tell', () => {
    const log = [sent('aa', '-', '10.0.0.1'), sent('aa', '-', '10.0.0.2')];
    expect(analysed(log.join('\n')).summary.namespaces).toHaveLength(1);
  });

  test('the user may name one by its inode number', () => {
    const { summary } = analysed(sent('aa', 7, '10.0.0.1'), {
      netns: [{ name: 'web', pointerOrAddress: '5' }],
    });
    expect(summary.namespaces).toEqual([{ netns: 'aa', name: 'web', inode: '5' }]);
  });

  test('neither groups nor what every namespace has gives a name', () => {
    const taken = (dst: string): string =>
      format2Line({
        hook: 'LOCAL_IN',
        netns: 'aa',
        dev: 'eth0/2',
        in: 'eth0/2',
        packet: `udp [fd00::1]:1->[${dst}]:2`,
      });
    const name = (...log: string[]) => analysed(log.join('\n')).summary.namespaces[0]!.name;
    expect(name(taken('ff02::1'))).toBe('aa');
    expect(name(taken('ff02::1'), taken('fe80::1'), taken('fd00::2'))).toBe('fd00::2');
    expect(name(taken('fd00::2'), taken('fe80::1'))).toBe('fd00::2');
  });
});

describe('mixed with format 1', () => {
  const FORMAT_1 = fs.readFileSync('test/laws/logs/external-to-container.log', 'utf8').trimEnd().split('\n');

  test('lines of format 2 between those of a record leave it whole', () => {
    const alone = analysed(FORMAT_1.join('\n'));
    const mixed = FORMAT_1.flatMap((line, i) => [line, format2Line({ seq: i + 1, skb: `e${i}` })]);
    const run = analysed(
      mixed
        .join('\n')
        .replaceAll(INITNET, initnetOf(FORMAT_1))
        .replaceAll('[    1.000000]', FORMAT_1[0]!.slice(0, 16)),
    );
    expect(accountErrors(run)).toEqual([]);
    expect(run.summary.oneLine).toBe(FORMAT_1.length);
    const own = run.packets.filter(({ skb }) => !skb.startsWith('e'));
    expect(own.map(({ skb, fate, hops }) => [skb, fate, hops.length])).toEqual(
      alone.packets.map(({ skb, fate, hops }) => [skb, fate, hops.length]),
    );
    expect(run.summary.incomplete).toEqual(alone.summary.incomplete);
  });
});

function initnetOf(log: readonly string[]): string {
  return /INITNET: (\S+)/.exec(log.join('\n'))![1]!;
}
