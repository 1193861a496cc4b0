/** What stands in front of a capture's log: it names namespaces, is counted, and does no harm where it is hostile. */
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Analysis } from '../../src/analyze.js';
import { accountErrors, analysed, feed, type RunOptions } from '../support/analysed.js';

const LOG = fs.readFileSync('fixtures/external-to-container/el7-3.10.log', 'latin1');
/** Records of /dev/kmsg, which are numbered. */
const kmsg = (from: number): string =>
  LOG.split('\n')
    .flatMap((line, i) => {
      const [, sec, usec, text] = /^\[ *(\d+)\.(\d{6})\] (.*)$/.exec(line) ?? [];
      return text === undefined ? [] : [`6,${from + i},${sec}${usec},-;${text}\n`];
    })
    .join('');

const header = (...lines: string[]): string =>
  ['capture 1', ...lines].map((line) => `# nfpath ${line}\n`).join('');
const names = (log: string | string[], options: RunOptions = {}): string[] =>
  analysed(log, options).summary.namespaces.map(({ name }) => name);

const BOOT = 'boot 0b3a1c5e-5f8e-4f4e-9a53-3f6f0d0c2b6b';
const OTHER_BOOT = 'boot 11111111-5f8e-4f4e-9a53-3f6f0d0c2b6b';
const WEB = 'netns 4026532122 web-pod 172.17.0.2';

describe('names of a header', () => {
  test.each([
    ['the one that has the address', [WEB], 'web-pod'],
    ['with more addresses, also of IPv6', ['netns 4026532122 web 10.0.0.1 fd00::2 172.17.0.2'], 'web'],
    ['with bytes that names rarely have', ['netns 4026532122 we\\x20b\\x1b[31m 172.17.0.2'], '172.17.0.2'],
    ['escaped as they are written', ['netns 4026532122 we\\x20b\\x1b 172.17.0.2'], 'we\\x20b\\x1b'],
    ['DOS line ends', [`${WEB}\r`], 'web-pod'],
    ['no address at all', ['netns 4026532122 web-pod'], '172.17.0.2'],
    ['another address', ['netns 4026532122 web-pod 172.17.0.20 172.17.0'], '172.17.0.2'],
    [
      'two that have the address: nobody knows which',
      [WEB, 'netns 4026532123 other 172.17.0.2'],
      '172.17.0.2',
    ],
    ['two names of one number', [WEB, 'netns 4026532122 other 172.17.0.2'], '172.17.0.2'],
    ['the same twice', [WEB, WEB], 'web-pod'],
    ['a name that is not its to have', ['netns 4026532122 init 172.17.0.2'], '172.17.0.2'],
    ['nor this', ['netns 4026532122 service 172.17.0.2'], '172.17.0.2'],
    ['init is called so, whatever a header says', [WEB, 'netns 4026531840 host 10.10.10.2'], 'web-pod'],
  ])('%s', (_, lines, name) => {
    const run = analysed(header(BOOT, ...lines) + LOG);
    expect(run.summary.namespaces.map((one) => one.name)).toEqual(['init', name]);
    expect(accountErrors(run)).toEqual([]);
  });

  test("the user's own win", () => {
    const netns = [{ name: 'mine', pointerOrAddress: '172.17.0.2' }];
    expect(names(header(WEB) + LOG, { netns })).toEqual(['init', 'mine']);
    expect(
      names(header(WEB) + LOG, { netns: [{ name: 'mine', pointerOrAddress: 'ffff9710acf80000' }] }),
    ).toEqual(['init', 'mine']);
  });

  test('are those of its own input', () => {
    expect(names([header(WEB) + LOG, LOG])).toEqual(['init', 'web-pod', '172.17.0.2']);
  });

  test('are nobody where the header does not begin', () => {
    expect(names(`# nfpath ${WEB}\n${LOG}`)).toEqual(['init', '172.17.0.2']);
  });

  test('a line with a time before it is the kernel’s, and none of a header', () => {
    const forged = `[    1.000000] # nfpath capture 1\n[    1.000000] # nfpath ${WEB}\n`;
    expect(names(forged + LOG)).toEqual(['init', '172.17.0.2']);
  });
});

describe('names in a log of format 2', () => {
  const line = (seq: number, netns: string, inode: number, hook: string, dev: string): string =>
    `[    1.00000${seq}] [nftrace]: v2 cpu=0 seq=${seq} ipv4 ${hook} priority=-2147483648 netns=${netns} inode=${inode} cookie=1 ` +
    `initnet=00000000aaaaaaaa dev=${dev} in=${dev} out=- physin=- physout=- skb=00000000bbbbbbbb id=1 frag=- len=60 mark=0x0 ` +
    'tcp 10.10.10.3:56360->172.17.0.2:8080 flags=SYN seqno=1 ack=0 ct=-;\n';
  const log =
    line(1, '00000000aaaaaaaa', 4026531840, 'PRE_ROUTING', 'docker0/3') +
    line(2, '00000000cccccccc', 4026532122, 'PRE_ROUTING', 'eth0/2') +
    line(3, '00000000cccccccc', 4026532122, 'LOCAL_IN', 'eth0/2');

  test.each([
    ['by the inode, without an address', ['netns 4026532122 web-pod'], 'web-pod'],
    [
      'by the inode, whoever has the address',
      ['netns 4026532122 web-pod', 'netns 4026532123 db 172.17.0.2'],
      'web-pod',
    ],
    ['not by the address where the inode is another', ['netns 4026532123 db 172.17.0.2'], '172.17.0.2'],
    ['not where two have the number', ['netns 4026532122 a', 'netns 4026532122 b'], '172.17.0.2'],
  ])('%s', (_, lines, name) => {
    expect(names(header(BOOT, ...lines) + log)).toEqual(['init', name]);
  });

  test("the user's own win, by whatever they are given", () => {
    const own = (pointerOrAddress: string): string[] =>
      names(header(BOOT, 'netns 4026532122 web-pod') + log, { netns: [{ name: 'mine', pointerOrAddress }] });
    for (const which of ['4026532122', '172.17.0.2', '00000000cccccccc'])
      expect(own(which)).toEqual(['init', 'mine']);
  });
});

describe('captures one behind the other', () => {
  const first = header(BOOT, WEB) + kmsg(100);

  test('of two boots have names of their own', () => {
    const second = header(OTHER_BOOT, 'netns 4026532122 db 172.17.0.2') + kmsg(9);
    expect(names(first + second)).toEqual(['init', 'web-pod', 'db']);
    expect(analysed(first + second).summary).toMatchObject({ lost: [], packets: 4 });
  });

  test('of one boot: what was printed in between is not lost, and a name that means two things means none', () => {
    const again = header(BOOT, WEB) + kmsg(900).replaceAll(',3598646', ',3598666');
    expect(analysed(first + again).summary).toMatchObject({ lost: [] });
    expect(names(first + again)).toEqual(['init', 'web-pod']);
    const moved =
      header(BOOT, 'netns 4026532122 db 172.17.0.2') + kmsg(900).replaceAll(',3598646', ',3598666');
    expect(names(first + moved)).toEqual(['init', '172.17.0.2']);
  });

  test('of which nobody says the boot: the second one names nobody', () => {
    const second = header('netns 4026532122 db 172.17.0.2') + kmsg(900).replaceAll(',3598646', ',3598666');
    expect(names(first + second)).toEqual(['init', 'web-pod']);
  });

  test('a gap in the numbers of one capture is a loss all the same', () => {
    const lines = first.split('\n');
    expect(analysed([...lines.slice(0, 10), ...lines.slice(12)].join('\n')).summary.lost).toMatchObject([
      { kind: 'gap', count: 2 },
    ]);
  });
});

describe('the ledger', () => {
  const RULES = 'ruleset init | log prefix "[nftrace]: " accept';

  test('counts them as lines of others, also those with the tag in them', () => {
    const { lines } = analysed(header(BOOT, WEB, RULES, 'note x', `link init | 1: lo`) + LOG).summary;
    expect(lines).toMatchObject({ total: 46, trace: 40, foreign: 6, malformed: 0 });
  });

  test.each([
    ['netns x', 'column 16: expected inode'],
    ['netns 40265x', 'column 21: expected " "'],
    ['netns 4026532122 we b', 'column 30: expected addresses'],
    ['netns 4026532122 \x1b[31m', 'column 27: expected name'],
    ['capture 2', 'column 10: expected "capture 1"'],
    ['yesterday x', 'column 10: expected "boot " or "capture 1"'],
    ['', 'column 10: expected "boot " or "capture 1"'],
    ['kern', 'column 10: expected "kernel "'],
  ])('says what is wrong with %j', (line, message) => {
    const malformed: string[] = [];
    const analysis = new Analysis({ malformed: (one) => void malformed.push(one.message) });
    analysis.beginInput();
    feed(analysis.chunks, Buffer.from(`${header(BOOT)}# nfpath ${line}\n${LOG}`, 'latin1'));
    analysis.finish();
    expect(malformed).toHaveLength(1);
    expect(malformed[0]!.slice(0, message.length)).toBe(message);
    expect(analysis.ledger.lines).toMatchObject({ trace: 40, malformed: 1 });
  });

  test('a header that is cut off anywhere is counted, and names nobody wrongly', () => {
    const whole = header(BOOT, WEB, 'sysctl net.ipv4.ip_forward = 1');
    for (let length = 0; length <= whole.length; length++) {
      const run = analysed(`${whole.slice(0, length)}\n${LOG}`);
      expect(accountErrors(run)).toEqual([]);
      expect(run.summary.lines.trace).toBe(40);
      expect(run.summary.namespaces.map(({ name }) => name)[1]).toMatch(/^(172\.17\.0\.2|web-pod)$/);
    }
  });
});

test('what a header says of the machine is kept, for each capture', () => {
  const analysis = new Analysis({});
  const sysctl = 'sysctl net.bridge.bridge-nf-call-iptables = 1';
  const log = header('kernel 6.1.0-56 x86_64 #1 SMP', BOOT, sysctl) + LOG + header('kernel 5.10', OTHER_BOOT);
  analysis.beginInput();
  feed(analysis.chunks, Buffer.from(log));
  analysis.finish();
  expect(analysis.machines).toEqual([
    {
      file: 0,
      line: 1,
      kernel: '6.1.0-56',
      boot: BOOT.slice(5),
      sysctls: new Map([['net.bridge.bridge-nf-call-iptables', '1']]),
    },
    { file: 0, line: 45, kernel: '5.10', boot: OTHER_BOOT.slice(5), sysctls: new Map() },
  ]);
});
