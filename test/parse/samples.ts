import type { Recorded } from './recording.js';

const BARE = '====================================================';

/** One row for each form of prefix: the dialect, its text, and the kernel time in it. */
export const PREFIXES: readonly (readonly [dialect: string, prefix: string, sec: number, usec: number])[] = [
  ['dmesg', '[  758.611693] ', 758, 611693],
  ['dmesg at boot', '[    0.000000] ', 0, 0],
  ['dmesg after a long time', '[3598646.157916] ', 3598646, 157916],
  ['dmesg after the longest time', '[18446744073.709551] ', 18446744073, 709551],
  ['dmesg -T', '[Sun Nov 22 21:28:54 2026] ', -1, 0],
  ['dmesg -T on a day of one digit', '[Sun Jan  3 12:53:42 2027] ', -1, 0],
  ['dmesg -r', '<6>[  758.611693] ', 758, 611693],
  ['dmesg -r before 2.40', '<-4>[  758.611693] ', 758, 611693],
  ['dmesg -S -r without printk.time', '<14>', -1, 0],
  ['dmesg -x', 'kern  :info  : [  758.611693] ', 758, 611693],
  ['dmesg -x with a long facility', 'authpriv:info  : [  758.611693] ', 758, 611693],
  ['dmesg -x with a facility that has a digit', 'local7:notice: [  758.611693] ', 758, 611693],
  ['dmesg -x -T', 'kern  :info  : [Sun Nov 22 21:28:54 2026] ', -1, 0],
  ['dmesg -x --time-format=iso', 'kern  :info  : 2026-11-22T21:28:54,611693+00:00 ', -1, 0],
  ['dmesg -x -t', 'kern  :info  : ', -1, 0],
  ['dmesg --time-format=iso', '2026-11-22T21:28:54,611683+00:00 ', -1, 0],
  ['dmesg --time-format=iso before 2.32', '2026-11-22T21:29:31,727381+0000 ', -1, 0],
  ['dmesg --time-format=iso west of Greenwich', '2026-11-22T21:28:54,611683-03:30 ', -1, 0],
  [
    'dmesg --time-format=iso --time-format=raw',
    '2026-11-22T21:30:53,923586+00:00 [  877.511154] ',
    877,
    511154,
  ],
  ['dmesg -t', '', -1, 0],
  ['syslog, traditional', 'Nov 22 21:38:36 vm kernel: [ 1340.277205] ', 1340, 277205],
  ['syslog, traditional, on a day of one digit', 'Nov  2 21:38:36 vm kernel: [ 1340.277205] ', 1340, 277205],
  ['syslog, traditional, without kernel time', 'Nov 22 21:38:42 vm kernel: ', -1, 0],
  ['syslog, RFC 3339', '2026-11-22T21:38:36.692546+00:00 vm kernel: [ 1340.277205] ', 1340, 277205],
  [
    'syslog, RFC 3339, without kernel time',
    '2026-11-22T21:38:36.692546+00:00 node-1.example.org kernel: ',
    -1,
    0,
  ],
  ['journalctl -k -o short-monotonic', '[ 1298.854895] vm kernel: ', 1298, 854895],
];

/** One row for each form of message, and its fields without the time. */
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
