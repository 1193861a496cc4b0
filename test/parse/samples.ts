import {
  ELAPSED_CLOCK,
  KERNEL_CLOCK,
  KERNEL_WALL_CLOCK,
  NO_CLOCK,
  WALL_CLOCK,
  YEARLESS_CLOCK,
  type Clock,
} from '../../src/model/clock.js';
import type { Recorded } from './recording.js';

const BARE = '====================================================';

/** What stands around a line: its time, and who printed it. */
export interface Around {
  readonly sec: number;
  readonly usec: number;
  readonly clock: Clock;
  readonly caller: string | null;
}

const NOTHING: Around = { sec: -1, usec: 0, clock: NO_CLOCK, caller: null };

function kernel(sec: number, usec: number, caller: string | null = null): Around {
  return { sec, usec, clock: KERNEL_CLOCK, caller };
}

function elapsed(sec: number, usec: number): Around {
  return { ...NOTHING, sec, usec, clock: ELAPSED_CLOCK };
}

function wall(iso: string, usec = 0, clock = WALL_CLOCK): Around {
  return { ...NOTHING, sec: Date.parse(iso) / 1000, usec, clock };
}

function kernelWall(iso: string, usec: number): Around {
  return wall(iso, usec, KERNEL_WALL_CLOCK);
}

function yearless(iso: string, usec = 0): Around {
  return wall(iso, usec, YEARLESS_CLOCK);
}

/** One row for each form of prefix: the dialect, its text, and what is in it besides the line. */
export const PREFIXES: readonly (readonly [dialect: string, prefix: string, around: Around])[] = [
  ['dmesg', '[  758.611693] ', kernel(758, 611693)],
  ['dmesg at boot', '[    0.000000] ', kernel(0, 0)],
  ['dmesg after a long time', '[3598646.157916] ', kernel(3598646, 157916)],
  ['dmesg after the longest time', '[18446744073.709551] ', kernel(18446744073, 709551)],
  ['dmesg -T', '[Sun Nov 22 21:28:54 2026] ', wall('2026-11-22T21:28:54Z')],
  ['dmesg -T on a day of one digit', '[Sun Jan  3 12:53:42 2027] ', wall('2027-01-03T12:53:42Z')],
  ['dmesg -r', '<6>[  758.611693] ', kernel(758, 611693)],
  ['dmesg -r before 2.40', '<-4>[  758.611693] ', kernel(758, 611693)],
  ['dmesg -S -r without printk.time', '<14>', NOTHING],
  ['dmesg -x', 'kern  :info  : [  758.611693] ', kernel(758, 611693)],
  ['dmesg -x with a long facility', 'authpriv:info  : [  758.611693] ', kernel(758, 611693)],
  ['dmesg -x with a facility that has a digit', 'local7:notice: [  758.611693] ', kernel(758, 611693)],
  ['dmesg -x -T', 'kern  :info  : [Sun Nov 22 21:28:54 2026] ', wall('2026-11-22T21:28:54Z')],
  [
    'dmesg -x --time-format=iso',
    'kern  :info  : 2026-11-22T21:28:54,611693+00:00 ',
    kernelWall('2026-11-22T21:28:54Z', 611693),
  ],
  ['dmesg -x -t', 'kern  :info  : ', NOTHING],
  ['dmesg -x -d', 'kern  :info  : [  758.611693 <    0.000010>] ', kernel(758, 611693)],
  ['dmesg -d', '[  758.611693 <    0.000010>] ', kernel(758, 611693)],
  ['dmesg -d where time ran back', '[  758.611693 <   -0.000010>] ', kernel(758, 611693)],
  ['dmesg -d -T', '[Sun Nov 22 21:28:54 2026 <    0.000010>] ', wall('2026-11-22T21:28:54Z')],
  ['dmesg --time-format=delta', '[<  211.277071>] ', elapsed(211, 277071)],
  ['dmesg -e, a new minute', '[Nov22 21:28] ', elapsed(0, 0)],
  ['dmesg -e, a new minute of a day of one digit', '[Nov 2 21:28] ', elapsed(0, 0)],
  ['dmesg -e', '[  +0.000010] ', elapsed(0, 10)],
  ['dmesg -e where time ran back', '[  -0.000010] ', elapsed(0, 999_990)],
  [
    'dmesg --time-format=iso',
    '2026-11-22T21:28:54,611683+00:00 ',
    kernelWall('2026-11-22T21:28:54Z', 611683),
  ],
  [
    'dmesg --time-format=iso before 2.32',
    '2026-11-22T21:29:31,727381+0000 ',
    kernelWall('2026-11-22T21:29:31Z', 727381),
  ],
  [
    'dmesg --time-format=iso west of Greenwich',
    '2026-11-22T21:28:54,611683-03:30 ',
    kernelWall('2026-11-23T00:58:54Z', 611683),
  ],
  [
    'dmesg --time-format=iso --time-format=raw',
    '2026-11-22T21:30:53,923586+00:00 [  877.511154] ',
    kernel(877, 511154),
  ],
  [
    'dmesg with three time formats',
    '2026-11-22T21:30:53,923586+00:00 [Sun Nov 22 21:30:53 2026] [  877.511154] ',
    kernel(877, 511154),
  ],
  ['dmesg --time-format=raw -d', '[  877.511154] [  877.511154 <    0.000152>] ', kernel(877, 511154)],
  ['dmesg -t', '', NOTHING],
  ['dmesg --color', '\x1b[32m[  758.611683] \x1b[0m', kernel(758, 611683)],
  ['dmesg --color -x', 'kern  :info  : \x1b[32m[  758.611683] \x1b[0m', kernel(758, 611683)],
  ['dmesg --color -x -e', 'user  :info  : \x1b[32m\x1b[1m[Nov22 21:28] \x1b[0m', elapsed(0, 0)],
  ['a console with callers', '[    0.304052][    T1] ', kernel(0, 304052, 'T1')],
  ['a console with callers, in a softirq', '[  795.727499][    C0] ', kernel(795, 727499, 'C0')],
  ['/proc/kmsg with callers', '<6>[  795.727495][ T1234] ', kernel(795, 727495, 'T1234')],
  ['dmesg with callers', '[  795.727495] [ T1234] ', kernel(795, 727495, 'T1234')],
  ['dmesg -t with callers', '[ T1234] ', { ...NOTHING, caller: 'T1234' }],
  [
    'dmesg -T with callers',
    '[Sun Nov 22 21:29:32 2026] [ T1234] ',
    { ...wall('2026-11-22T21:29:32Z'), caller: 'T1234' },
  ],
  ['dmesg -r with callers', '<6>[  795.727495] [ T1234] ', kernel(795, 727495, 'T1234')],
  ['dmesg -x with callers', 'kern  :info  : [  795.727495] [    C0] ', kernel(795, 727495, 'C0')],
  ['dmesg -d with callers', '[  795.727495 <    0.000010>] [ T1234] ', kernel(795, 727495, 'T1234')],
  ['/dev/kmsg', '6,193,304052,-;', kernel(0, 304052)],
  ['/dev/kmsg in the first tenth of a second', '6,1,99,-;', kernel(0, 99)],
  ['/dev/kmsg after a long time', '6,1002,3598646157916,-;', kernel(3598646, 157916)],
  ['/dev/kmsg, a fragment', '6,1,3598646157913,c;', kernel(3598646, 157913)],
  ['/dev/kmsg of 3.5', '6,1,3598646157913;', kernel(3598646, 157913)],
  ['/dev/kmsg with callers', '6,1000,795727495,-,caller=T1234;', kernel(795, 727495, 'T1234')],
  [
    '/dev/kmsg with fields to come',
    '6,1000,795727495,-,caller=C0,cpu=3,colour=blue;',
    kernel(795, 727495, 'C0'),
  ],
  ['dmesg -K', '\x006,1001,795727499,-,caller=C0;', kernel(795, 727499, 'C0')],
  ['netconsole, extended', '6,5432,25441108,-,ncfrag=0/990;', kernel(25, 441108)],
  [
    'a console that fell behind, before 4.15',
    '** 12 printk messages dropped ** [   23.782289] ',
    kernel(23, 782289),
  ],
  ['syslog, traditional', 'Nov 22 21:38:36 vm kernel: [ 1340.277205] ', kernel(1340, 277205)],
  [
    'syslog, traditional, on a day of one digit',
    'Nov  2 21:38:36 vm kernel: [ 1340.277205] ',
    kernel(1340, 277205),
  ],
  [
    'syslog, traditional, without kernel time',
    'Nov 22 21:38:42 vm kernel: ',
    yearless('2024-11-22T21:38:42Z'),
  ],
  ['syslog, RFC 3339', '2026-11-22T21:38:36.692546+00:00 vm kernel: [ 1340.277205] ', kernel(1340, 277205)],
  [
    'syslog, RFC 3339, without kernel time',
    '2026-11-22T21:38:36.692546+00:00 node-1.example.org kernel: ',
    wall('2026-11-22T21:38:36Z', 692546),
  ],
  [
    'syslog, RFC 3339, from an address',
    '2026-11-22T21:38:36.692546+00:00 10.0.0.7 kernel: ',
    wall('2026-11-22T21:38:36Z', 692546),
  ],
  [
    'syslog, RFC 5424',
    '<6>1 2026-11-22T21:38:36.692546+00:00 vm kernel - - - [ 1340.277205] ',
    kernel(1340, 277205),
  ],
  [
    'syslog, RFC 5424, kernel time taken out',
    '<6>1 2026-11-22T21:38:36.692546+00:00 vm kernel - - -  ',
    wall('2026-11-22T21:38:36Z', 692546),
  ],
  [
    'syslog, forwarded',
    '<6>2026-11-22T21:38:39.953335+00:00 vm kernel: ',
    wall('2026-11-22T21:38:39Z', 953335),
  ],
  ['syslog, forwarded, traditional', '<6>Nov 22 21:38:39 vm kernel: ', yearless('2024-11-22T21:38:39Z')],
  ['busybox', 'Nov 22 22:06:58 vm kern.info kernel: [ 3042.353983] ', kernel(3042, 353983)],
  ['logread of OpenWrt', 'Sun Nov 22 22:06:58 2026 kern.info kernel: [ 3042.353983] ', kernel(3042, 353983)],
  [
    'journalctl -o short-precise',
    'Nov 22 21:37:55.272663 vm kernel: ',
    yearless('2024-11-22T21:37:55Z', 272663),
  ],
  ['journalctl -o short-iso', '2026-11-22T21:37:55+0000 vm kernel: ', wall('2026-11-22T21:37:55Z')],
  ['journalctl -o short-full', 'Sun 2026-11-22 21:37:55 UTC vm kernel: ', wall('2026-11-22T21:37:55Z')],
  ['journalctl -o short-monotonic', '[ 1298.854895] vm kernel: ', kernel(1298, 854895)],
  ['journalctl -o short-delta', '[ 1298.854895 <    0.000011 >] vm kernel: ', kernel(1298, 854895)],
  [
    'journalctl -o short-delta, the first line',
    '[ 1124.748802                ] vm kernel: ',
    kernel(1124, 748802),
  ],
  [
    'journalctl -o short-delta across boots',
    '[ 1124.748802 <    0.000011*>] vm kernel: ',
    kernel(1124, 748802),
  ],
  ['journalctl -o short-unix', '1795383475.272663 vm kernel: ', wall('2026-11-22T21:37:55Z', 272663)],
  ['journalctl of what user space wrote', 'Nov 22 21:35:28 vm ', yearless('2024-11-22T21:35:28Z')],
  ['CRI', '2026-04-30T02:12:41.8443515Z stdout F [ 1340.277205] ', kernel(1340, 277205)],
  ['kubectl logs --timestamps', '2026-04-30T02:12:41.844351556Z [ 1340.277205] ', kernel(1340, 277205)],
  ['kubectl logs --prefix', '[pod/nfpath-x7/tail] [ 1340.277205] ', kernel(1340, 277205)],
  ['docker logs -t', '2026-04-30T02:12:41.844351556Z ', wall('2026-04-30T02:12:41Z', 844351)],
  ['with a byte order mark', '\xef\xbb\xbf[  758.611693] ', kernel(758, 611693)],
];

/** The prefixes that are the kernel's own: those of trace lines themselves. */
export const PLAIN_PREFIXES: readonly string[] = PREFIXES.map(([, prefix]) => prefix).filter((prefix) =>
  /^(?:<\d+>)?(?:\[ *[\d.]+\](?: |(?=\[ )))?(?:\[ *[TC]\d+\] )?$/.test(
    prefix.replaceAll('\u001b[32m', '').replaceAll('\u001b[0m', ''),
  ),
);

/** Who lines are from. */
export const ORIGIN_SAMPLES: readonly string[] = [
  'vm kernel: ',
  'node-1.example.org kernel: ',
  'fe80::1 kernel: ',
  'vm kernel - - - ',
  'vm kern.info kernel: ',
  'stdout F ',
  'stderr P ',
  'vm systemd-journald[120]: ',
  'vm rsyslogd: ',
];

/** Lines that tell of others. */
export const MARK_SAMPLES: readonly string[] = [
  'net_ratelimit: 30 callbacks suppressed',
  '__ratelimit: 1 callbacks suppressed',
  'printk: python3: 14 output lines suppressed due to ratelimiting',
  'bash: 7 output lines suppressed due to ratelimiting',
  'Missed 4 kernel messages',
  '/dev/kmsg buffer overrun, some messages lost.',
  'imklog: 12 messages lost due to rate-limiting',
  'imklog: 12 messages lost due to rate-limiting (20000 allowed within 600 seconds)',
  '[33B blob data]',
  '[1.5K blob data]',
  '[nftrace]: [33B blob data]',
  '-- Reboot --',
  '-- Boot 7530dcbd2fb54074ba740a835a8b3140 --',
];

/** One row for each form of message, and its fields without the time. */
/** What most of the samples of format 2 say. */
const FORMAT_2: Recorded = {
  kind: 'entry',
  ...{ isBelow: 1, priority: 2147483648, netns: '0000000005c98708', inode: '4026531840', cookie: '1' },
  ...{ initnet: '0000000005c98708', dev: null, inDev: null, outDev: null, skb: '000000004a35177d' },
  ...{ ipId: 0, fragment: 0, protocol: 6, seqno: 0, ack: 0, type: -1, echo: -1 },
};

export const MESSAGES: readonly (readonly [text: string, fields: Recorded])[] = [
  [BARE, { kind: 'separator', label: null }],
  [`${BARE} LOCAL_OUT`, { kind: 'separator', label: 'LOCAL_OUT' }],
  ['=', { kind: 'separator', label: null }],
  ['====== PRE_ROUTING', { kind: 'separator', label: 'PRE_ROUTING' }],
  [
    'DEV: ens160, NS: ffffffff8d911640, INITNET: ffffffff8d911640',
    { kind: 'device', dev: 'ens160', netns: 'ffffffff8d911640', initnet: 'ffffffff8d911640' },
  ],
  [
    'DEV: (no dev), NS: (null), INITNET: ffffffff8d911640',
    { kind: 'device', dev: null, netns: '(null)', initnet: 'ffffffff8d911640' },
  ],
  [
    'DEV: (no dev), NS:           (null), INITNET: ffffffff8d911640',
    { kind: 'device', dev: null, netns: '(null)', initnet: 'ffffffff8d911640' },
  ],
  [
    'DEV: (null), NS: 0000000000000000, INITNET: 0000000005c98708',
    { kind: 'device', dev: '(null)', netns: '0000000000000000', initnet: '0000000005c98708' },
  ],
  [
    'DEV: eth0, NS: (____ptrval____), INITNET:         (ptrval)',
    { kind: 'device', dev: 'eth0', netns: '(____ptrval____)', initnet: '(ptrval)' },
  ],
  [
    'DEV: eth0, NS: c15d2a40, INITNET: 0xC15D2A40',
    { kind: 'device', dev: 'eth0', netns: 'c15d2a40', initnet: '0xC15D2A40' },
  ],
  ['DEV: eth0, NS: 0, INITNET: 0x0', { kind: 'device', dev: 'eth0', netns: '0', initnet: '0x0' }],
  [
    'IN DEV: (null), NS: (null), OUT DEV: eth0, NS: ffff9710acf85200',
    { kind: 'inOut', inDev: '(null)', inNetns: '(null)', outDev: 'eth0', outNetns: 'ffff9710acf85200' },
  ],
  [
    'IN DEV: docker0, NS: 0000000005c98708, OUT DEV: (null), NS: 0000000000000000',
    {
      kind: 'inOut',
      inDev: 'docker0',
      inNetns: '0000000005c98708',
      outDev: '(null)',
      outNetns: '0000000000000000',
    },
  ],
  [
    'IN DEV: docker0, NS: ffffffff8d911640, OUT DEV: vethfbb20cf, NS: ffffffff8d911640',
    {
      kind: 'inOut',
      inDev: 'docker0',
      inNetns: 'ffffffff8d911640',
      outDev: 'vethfbb20cf',
      outNetns: 'ffffffff8d911640',
    },
  ],
  [
    'v2 cpu=0 seq=41 ipv4 FORWARD priority=-2147483648 netns=0000000005c98708 inode=4026531840 cookie=1 initnet=0000000005c98708 dev=ens160/2 in=ens160/2 out=docker0/5 physin=- physout=- skb=000000004a35177d id=26880 frag=- len=60 mark=0x0 tcp 10.10.10.3:56360->172.17.0.2:8080 flags=SYN seqno=3930854964 ack=0 ct=NEW orig=10.10.10.3:56360->10.10.10.2:8081;',
    {
      ...FORMAT_2,
      ...{
        cpu: 0,
        seq: 41,
        hook: 2,
        dev: 'ens160',
        inDev: 'ens160',
        outDev: 'docker0',
        ipId: 26880,
        length: 60,
      },
      ...{ src: '10.10.10.3', sport: 56360, dst: '172.17.0.2', dport: 8080, seqno: 3930854964 },
    },
  ],
  [
    'v2 cpu=127 seq=999999999999999 ipv6 POST_ROUTING priority=300 netns=0000000005c98708 inode=4026531840 cookie=- initnet=0000000005c98708 dev=veth,1/7 in=- out=docker0/5 physin=-/3 physout=veth,1/7 skb=000000004a35177d id=- frag=- len=65656 mark=0xffffffff tcp [fd00::4]:41000->[::ffff:10.0.0.1]:443 flags=CWR,ECE,ACK,PSH seqno=0 ack=4294967295 ct=ESTABLISHED_REPLY orig=[fd00::4]:41000->[fd00::2]:443;',
    {
      ...FORMAT_2,
      ...{
        cpu: 127,
        seq: 999999999999999,
        hook: 4,
        isBelow: 0,
        priority: 300,
        cookie: null,
        dev: 'veth,1',
        outDev: 'docker0',
      },
      ...{ length: 65656, src: 'fd00::4', sport: 41000, dst: '::ffff:10.0.0.1', dport: 443, ack: 4294967295 },
    },
  ],
  [
    'v2 cpu=1 seq=1 ipv4 LOCAL_OUT priority=-2147483648 netns=0000000005c98708 inode=4026531840 cookie=1 initnet=0000000005c98708 dev=- in=- out=-/3 physin=- physout=- skb=000000004a35177d id=0 frag=- len=28 mark=0x10 udp 0.0.0.0:68->255.255.255.255:67 ct=UNTRACKED;',
    {
      ...FORMAT_2,
      ...{ cpu: 1, seq: 1, hook: 3, outDev: '-', length: 28, protocol: 17 },
      ...{ src: '0.0.0.0', sport: 68, dst: '255.255.255.255', dport: 67 },
    },
  ],
  [
    'v2 cpu=1 seq=2 ipv4 PRE_ROUTING priority=-2147483648 netns=0000000005c98708 inode=4026531840 cookie=1 initnet=0000000005c98708 dev=eth0/2 in=eth0/2 out=- physin=- physout=- skb=000000004a35177d id=44300 frag=0+ len=1500 mark=0x0 icmp 10.10.10.3->10.10.10.2 type=0 code=0 echo=1235/1 ct=-;',
    {
      ...FORMAT_2,
      ...{
        cpu: 1,
        seq: 2,
        hook: 0,
        dev: 'eth0',
        inDev: 'eth0',
        ipId: 44300,
        fragment: 1,
        length: 1500,
        protocol: 1,
      },
      ...{ src: '10.10.10.3', sport: -1, dst: '10.10.10.2', dport: -1, seqno: 1, type: 0, echo: 1235 },
    },
  ],
  [
    'v2 cpu=1 seq=3 ipv4 PRE_ROUTING priority=-2147483648 netns=0000000005c98708 inode=4026531840 cookie=1 initnet=0000000005c98708 dev=eth0/2 in=eth0/2 out=- physin=- physout=- skb=000000004a35177d id=44300 frag=65528 len=30 mark=0x0 udp 10.10.10.3->10.10.10.2 ct=-;',
    {
      ...FORMAT_2,
      ...{
        cpu: 1,
        seq: 3,
        hook: 0,
        dev: 'eth0',
        inDev: 'eth0',
        ipId: 44300,
        fragment: 2,
        length: 30,
        protocol: 17,
      },
      ...{ src: '10.10.10.3', sport: -1, dst: '10.10.10.2', dport: -1 },
    },
  ],
  [
    'v2 cpu=1 seq=4 ipv6 LOCAL_IN priority=-2147483648 netns=0000000005c98708 inode=4026531840 cookie=1 initnet=0000000005c98708 dev=eth0/2 in=eth0/2 out=- physin=- physout=- skb=000000004a35177d id=- frag=- len=76 mark=0xd4 icmpv6 [fe80::1]->[ff02::16] type=143 code=0 echo=- ct=RELATED orig=[fe80::1]->[ff02::16];',
    {
      ...FORMAT_2,
      ...{ cpu: 1, seq: 4, hook: 1, dev: 'eth0', inDev: 'eth0', length: 76, protocol: 58 },
      ...{ src: 'fe80::1', sport: -1, dst: 'ff02::16', dport: -1, type: 143 },
    },
  ],
  ['printed 5000 entries, left out 123', { kind: 'totals', printed: 5000, leftOut: 123 }],
  ['printed module init', { kind: 'moduleMark', loaded: 1 }],
  [
    '[0]: 10.10.10.3:38478->10.10.10.2:8081, skb: ffff9710d3f58d00',
    {
      kind: 'packet',
      hook: 0,
      src: '10.10.10.3',
      sport: 38478,
      dst: '10.10.10.2',
      dport: 8081,
      skb: 'ffff9710d3f58d00',
    },
  ],
  [
    '[4]: 0.0.0.0:0->255.255.255.255:65535, skb: 000000004a35177d',
    {
      kind: 'packet',
      hook: 4,
      src: '0.0.0.0',
      sport: 0,
      dst: '255.255.255.255',
      dport: 65535,
      skb: '000000004a35177d',
    },
  ],
  [
    '[3]: 199.200.249.250:60000->100.99.10.9:9, skb: (null)',
    {
      kind: 'packet',
      hook: 3,
      src: '199.200.249.250',
      sport: 60000,
      dst: '100.99.10.9',
      dport: 9,
      skb: '(null)',
    },
  ],
  ['nftrace module init', { kind: 'moduleMark', loaded: 1 }],
  ['nftrace module exit', { kind: 'moduleMark', loaded: 0 }],
  ['DEV module exit', { kind: 'moduleMark', loaded: 0 }],
  ['8139_Trace module init', { kind: 'moduleMark', loaded: 1 }],
];

/** Interface names that kernels let through and that look like something else. */
export const HOSTILE_NAMES: readonly string[] = [
  'a',
  'eth0.100',
  'eth0,',
  ',',
  ',,',
  ',NS',
  'a,NS',
  '(',
  '(n',
  '(no',
  '(no,dev)',
  '(nodev)',
  '(null)',
  '(null),',
  ')',
  '=',
  '====',
  'a=b',
  '->',
  '>',
  '[0]',
  '[nftrace]',
  'DEV',
  'OUT',
  '0x0',
  '0000000000000000',
  '\\x1b[31m',
  '\x1b[31m',
  '\x01\x7f',
  '\xff\xfe',
  '\xc3\xa9th0',
  'docker_gwbridge',
  'a-name-of-more-than-sixteen-bytes',
];

/** Line ends that are no part of the message. */
export const LINE_ENDS: readonly string[] = ['', '\r', ' ', ' \t \r'];
