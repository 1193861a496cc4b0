import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { complaints } from '../../module/lab/capture/complaints.js';
import { readEntry } from '../../module/lab/capture/entry.js';
import { account } from '../../module/lab/capture/loss.js';
import { readLog } from '../../module/lab/capture/read-log.js';
import { split } from '../../module/lab/capture/split.js';
import { truths } from '../../module/lab/capture/truth.js';

const FOLDER = 'test/lab/dumps';

/** A line of format 2 as Linux 6.1 printed it, with another place in its CPU's order. */
function line(cpu: number, seq: number): string {
  return (
    `[   24.978993] [nftrace]: v2 cpu=${cpu} seq=${seq} ipv4 PRE_ROUTING priority=-2147483648 netns=000000000ec7b35f ` +
    'inode=4026532248 cookie=2 initnet=00000000bde55045 dev=eth0/2 in=eth0/2 out=- physin=- physout=- ' +
    'skb=00000000c7c9e835 id=26880 frag=- len=60 mark=0x0 tcp 172.17.0.2:8080->172.17.0.4:39510 flags=ACK,SYN ' +
    'seqno=1 ack=2 ct=NEW orig=172.17.0.4:39510->172.17.0.2:8080;'
  );
}

/** Lines of a load on two CPUs, which tear each other's records apart; and one of IPv6, which format 1 does not have. */
describe('a kernel log with truth=1', () => {
  const log = readLog(path.join(FOLDER, 'torn.log'));
  const { format1, format2, entries } = split(log);
  const truth = truths(entries);

  test.each([
    ['torn.format1.txt', format1],
    ['torn.format2.txt', format2],
    ['torn.format1.truth.txt', truth.format1.map((entry) => JSON.stringify(entry))],
    ['torn.format2.truth.txt', truth.format2.map((entry) => JSON.stringify(entry))],
  ])('makes %s', async (file, lines) => {
    await expect(lines.map((text) => `${text}\n`).join('')).toMatchFileSnapshot(path.resolve(FOLDER, file));
  });

  test('has each line in one of them, or in both', () => {
    expect(format1.length + format2.length).toBe(log.length + 3); // init, totals, exit
    for (const { line: number, skb } of truth.format1)
      expect(format1[number - 1]).toMatch(new RegExp(`skb: ${skb}$`));
    for (const { line: number, skb } of truth.format2) expect(format2[number - 1]).toContain(` skb=${skb} `);
  });

  test.each([
    ['a record of three lines', (lines: string[]) => lines.splice(2, 1), 'has 3 lines of format 1'],
    [
      'a record that no line of format 2 explains',
      (lines: string[]) =>
        lines.splice(
          lines.findIndex((text) => text.includes(' ipv4 ')),
          1,
        ),
      'lines of format 1 without the line of format 2',
    ],
  ])('is refused with %s', (_, spoil, message) => {
    const lines = [...log];
    spoil(lines);
    expect(() => split(lines)).toThrow(message);
  });
});

describe('a line of format 2', () => {
  test('is read', () => {
    expect(readEntry(line(1, 7))).toEqual({
      cpu: 1,
      seq: 7,
      family: 'ipv4',
      hook: 'PRE_ROUTING',
      netns: '000000000ec7b35f',
      dev: 'eth0/2',
      in: 'eth0/2',
      out: null,
      physin: null,
      skb: '00000000c7c9e835',
      frag: null,
      protocol: 'tcp',
      src: '172.17.0.2:8080',
      dst: '172.17.0.4:39510',
      ipHeader: 'ipv4 tcp 26880',
      nextHeader: 'ACK,SYN 1 2',
    });
  });

  test('is none where it is another, and an error where it cannot be read', () => {
    expect(readEntry('[    1.0] docker0: port 1(vethc2) entered blocking state')).toBeUndefined();
    expect(readEntry(line(1, 7).slice(0, -1))).toBeUndefined();
    expect(() => readEntry(line(1, 7).replace(' skb=', ' skp='))).toThrow('no skb in');
    expect(() => readEntry(line(1, 7).replace(' tcp ', ' sctp '))).toThrow('not a line of format 2');
  });
});

describe('loss', () => {
  const totals = (printed: number, leftOut: number): string =>
    `[   25.0] [nftrace]: printed ${printed} entries, left out ${leftOut}`;
  const inOrder = ['0:1', '1:1', '0:2', '1:2'];

  test.each([
    ['nothing', inOrder, totals(4, 0), { entries: 4, printed: 4, leftOut: 0, gaps: 0, cpus: 2 }],
    ['the first two of a CPU', ['0:3', '1:1'], totals(4, 0), { entries: 2, printed: 4, gaps: 2 }],
    ['some in the middle', ['0:1', '1:1', '0:5'], totals(6, 0), { entries: 3, printed: 6, gaps: 3 }],
    [
      'the last of a CPU, which the total alone knows',
      ['0:1'],
      totals(2, 0),
      { entries: 1, printed: 2, gaps: 0 },
    ],
    [
      'what was left out took no number',
      inOrder,
      totals(4, 9),
      { entries: 4, printed: 4, leftOut: 9, gaps: 0 },
    ],
  ])('%s', (_, order, last, expected) => {
    const log = [...order.map((place) => line(...(place.split(':').map(Number) as [number, number]))), last];
    expect(account(log, split(log).entries)).toMatchObject(expected);
  });

  test('is not guessed at', () => {
    const log = [line(0, 1)];
    expect(() => account(log, split(log).entries)).toThrow('did not print what it had printed');
    const backwards = [line(0, 2), line(0, 1), totals(2, 0)];
    expect(() => account(backwards, split(backwards).entries)).toThrow('entry 0:1 comes after 0:2');
  });
});

test.each([
  ['[   10.4] WARNING: CPU: 1 PID: 1 at kernel/softirq.c:376 __local_bh_enable_ip+0x8d/0xc0', true],
  ['[   10.4] BUG: unable to handle page fault for address: ffffffffc0a3d000', true],
  ['[   10.4] general protection fault, probably for non-canonical address', true],
  ['[   10.4]  Call Trace:', true],
  ['[   10.4] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:', true],
  ['[   10.4] unregister_netdevice: waiting for lo to become free. Usage count = 2', true],
  ['[   10.4] INFO: task rmmod:321 blocked for more than 120 seconds.', true],
  ['[    8.4] nftrace: loading out-of-tree module taints kernel.', false],
  ['[    8.4] docker0: port 2(vethc4) entered disabled state', false],
  ['[    8.4] [nftrace]: DEV: BUG0, NS: 0000000000000000, INITNET: 00000000bde55045', false],
])('complaints of the kernel: %s', (text, isOne) => {
  expect(complaints([text])).toEqual(isOne ? [text] : []);
});
