import { describe, expect, test } from 'vitest';
import type { Loss } from '../../src/model/ledger.js';
import { Analysis } from '../../src/analyze.js';
import type { Packet } from '../../src/model/packet.js';
import { analysed, feed } from '../support/analysed.js';
import { kernelLog, walk } from '../support/kernel-log.js';

type Lost = Omit<Loss, 'file'>;

const RECORD = [
  '[nftrace]: ====================================================',
  '[nftrace]: DEV: ens160, NS: ffffffff8d911640, INITNET: ffffffff8d911640',
  '[nftrace]: IN DEV: ens160, NS: ffffffff8d911640, OUT DEV: (null), NS: (null)',
  '[nftrace]: [0]: 10.10.10.3:38478->10.10.10.2:8081, skb: ffff9710d3f58d00',
];
const [SEPARATOR = '', DEVICE = '', IN_OUT = '', PACKET = ''] = RECORD;

/** What a log says is missing, by the texts of its lines (kernel-facts, section 2.4). */
const LOSSES: readonly (readonly [what: string, lines: readonly string[], lost: readonly Lost[]])[] = [
  ['nothing', RECORD, []],
  [
    'a console that fell behind',
    [SEPARATOR, '** 4333 printk messages dropped **', PACKET],
    [{ kind: 'dropped', line: 2, count: 4333 }],
  ],
  [
    'the same with CR LF',
    [SEPARATOR, '** 4333 printk messages dropped **\r', PACKET],
    [{ kind: 'dropped', line: 2, count: 4333 }],
  ],
  [
    'a console that fell behind, before 4.15',
    [SEPARATOR, `** 12 printk messages dropped ** [   23.782289] ${PACKET}`],
    [{ kind: 'dropped', line: 2, count: 12 }],
  ],
  [
    'the same before a message of another part of the kernel',
    [
      ...RECORD,
      '** 12 printk messages dropped ** [   23.782289] usb 1-1: new high-speed USB device',
      ...RECORD,
    ],
    [{ kind: 'dropped', line: 5, count: 12 }],
  ],
  [
    'the same in a log to which somebody has added times',
    [...RECORD, '2026-11-22T21:37:55 ** 12 printk messages dropped ** [   23.782289] usb 1-1: new'],
    [{ kind: 'dropped', line: 5, count: 12 }],
  ],
  ['a banner in asterisks', [...RECORD, '**   NOTICE NOTICE NOTICE   **', '** 1 printk messages **'], []],
  [
    'rate limits, which are not for nftrace',
    [...RECORD, '[    1.000000] net_ratelimit: 30 callbacks suppressed'],
    [{ kind: 'suppressed', line: 5, count: 30 }],
  ],
  [
    'writers to /dev/kmsg',
    [...RECORD, 'Nov 22 21:38:36 vm kernel: printk: python3: 14 output lines suppressed due to ratelimiting'],
    [{ kind: 'suppressed', line: 5, count: 14 }],
  ],
  [
    'journald',
    [...RECORD, 'Nov 22 21:37:57 vm systemd-journald[24337]: Missed 4 kernel messages'],
    [{ kind: 'missed', line: 5, count: 4 }],
  ],
  [
    'rsyslog',
    [
      ...RECORD,
      'Nov 22 21:37:57 vm rsyslogd: imklog: 12 messages lost due to rate-limiting (20000 allowed within 600 seconds)',
    ],
    [{ kind: 'missed', line: 5, count: 12 }],
  ],
  [
    'a reader of /dev/kmsg',
    [...RECORD, '/dev/kmsg buffer overrun, some messages lost.'],
    [{ kind: 'missed', line: 5, count: null }],
  ],
  [
    'a text that journald did not write',
    [
      ...RECORD,
      'Nov 22 21:37:55 vm kernel: [33B blob data]',
      'Nov 22 21:37:55 vm [nftrace]: [1.5K blob data]',
    ],
    [
      { kind: 'blob', line: 5, count: 1 },
      { kind: 'blob', line: 6, count: 1 },
    ],
  ],
  [
    'numbers of records',
    [`6,10,100,-;${SEPARATOR}`, `6,11,101,-;${DEVICE}`, `6,15,102,-;${PACKET}`, '4,17,103,-;usb 1-1: new'],
    [
      { kind: 'gap', line: 3, count: 3 },
      { kind: 'gap', line: 4, count: 1 },
    ],
  ],
  [
    'numbers that begin anew, as /dev/kmsg was read again',
    [`6,10,100,-;${SEPARATOR}`, `6,11,101,-;${DEVICE}`, `6,10,100,-;${SEPARATOR}`, `6,11,101,-;${DEVICE}`],
    [],
  ],
  [
    'numbers of records in containers',
    [`6,10,100,-;${SEPARATOR}`, `6,12,101,-;${DEVICE}`].map((log) => JSON.stringify({ log })),
    [{ kind: 'gap', line: 2, count: 1 }],
  ],
  ['a log that begins in mid-record', [IN_OUT, PACKET, ...RECORD], [{ kind: 'start', line: 1, count: null }]],
  ['a log that begins with other lines', ['usb 1-1: new', ...RECORD], []],
  ['a log that begins with the module', ['[nftrace]: nftrace module init', DEVICE], []],
  [
    'a line that is too long',
    [...RECORD, 'x'.repeat((1 << 20) + 1), ...RECORD],
    [{ kind: 'too-long', line: 5, count: 1 }],
  ],
];

test.each(LOSSES)('%s', (_, lines, lost) => {
  expect(analysed(`${lines.join('\n')}\n`).summary.lost).toEqual(lost);
});

test('marks without end are kept in bounded memory, and none is lost', () => {
  const { summary } = analysed('** 2 printk messages dropped **\n'.repeat(5000));
  expect(summary.lost.length).toBe(1000);
  expect(summary.lost.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(10_000);
});

describe('packets near a loss', () => {
  const STEPS = [
    'init/PRE_ROUTING ens160',
    'init/FORWARD ens160>docker0 dst=172.17.0.2:8080',
    'init/POST_ROUTING >docker0',
    'c2/PRE_ROUTING eth0',
    'c2/LOCAL_IN eth0',
  ];
  const TUPLE = '10.10.10.3:38478 > 10.10.10.2:8081';
  const { lines } = kernelLog([walk('a', TUPLE, STEPS)]);

  test.each([
    ['before its first entry', 0, true],
    ['between its entries', 8, true],
    ['behind its last entry, at LOCAL_IN', 20, false],
  ])('%s', (_, at, hasGap) => {
    const log = [...lines.slice(0, at), '** 7 printk messages dropped **', ...lines.slice(at)].join('\n');
    expect(packetsOf(`${log}\n`).map((packet) => packet.hasGap)).toEqual([hasGap]);
  });

  test('numbers that are missing right before the packet line of its last entry', () => {
    const log = lines.map((line, i) => {
      const [, sec, usec, text] = /^\[ *(\d+)\.(\d+)\] (.*)$/.exec(line)!;
      return `6,${i < 19 ? i : i + 3},${Number(sec) * 1e6 + Number(usec)},-;${text}`;
    });
    expect(packetsOf(`${log.join('\n')}\n`).map(({ hasGap }) => hasGap)).toEqual([true]);
  });

  test('more losses than are kept one by one', () => {
    const begun = kernelLog([walk('a', TUPLE, STEPS.slice(0, 2))]).lines;
    const others = kernelLog(Array.from({ length: 7000 }, () => walk('b', TUPLE, STEPS.slice(0, 1)))).lines;
    const lossy = others.flatMap((line, i) =>
      i % 4 === 0 ? ['** 1 printk messages dropped **', line] : [line],
    );
    const [first] = packetsOf(`${[...begun, ...lossy].join('\n')}\n`).filter(({ id }) => id === 1);
    expect(first!.hasGap).toBe(true);
  });

  test('pieces of one log: a loss in the second is behind what is in the first', () => {
    const log = kernelLog([walk('a', TUPLE, STEPS.slice(0, 3))]).lines;
    const run = analysed([`${log.join('\n')}\n`, `** 7 printk messages dropped **\n${log[0]}\n`], {
      concat: true,
    });
    expect(run.packets.map(({ ambiguous }) => ambiguous)).toEqual([true]);
    const onItsOwn = analysed([`${log.join('\n')}\n`, `${log[1]}\n`], { concat: true });
    expect(onItsOwn.summary.lost).toEqual([]);
  });

  test('a loss is no matter of packets that come later', () => {
    const log = kernelLog([walk('a', TUPLE, STEPS), walk('b', TUPLE, STEPS, 105)]).lines;
    const lossy = [
      '[   99.000001] [nftrace]: nftrace module init',
      '** 7 printk messages dropped **',
      ...log,
    ];
    expect(packetsOf(`${lossy.join('\n')}\n`).map(({ hasGap }) => hasGap)).toEqual([true, false]);
  });

  test('nor of one that has already left by another loss', () => {
    const log = kernelLog([walk('a', TUPLE, STEPS.slice(0, 3)), walk('b', TUPLE, STEPS, 105)]).lines;
    const lossy = [...log.slice(0, 20), '** 7 printk messages dropped **', ...log.slice(20)];
    expect(packetsOf(`${lossy.join('\n')}\n`).map(({ hasGap }) => hasGap)).toEqual([false, true]);
  });
});

function packetsOf(log: string): Packet[] {
  const packets: Packet[] = [];
  const analysis = new Analysis({ packet: (packet) => void packets.push(packet) });
  analysis.beginInput();
  feed(analysis.chunks, Buffer.from(log));
  analysis.finish();
  return packets;
}
