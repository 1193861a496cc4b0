/** What packets carry tells them apart where the skb address does not, and keeps them together where the path does not. */
import { describe, expect, test } from 'vitest';
import { accountErrors, analysed } from '../support/analysed.js';
import { format2Line, type Format2Fields } from '../support/format-2.js';

const TCP = 'tcp 10.0.0.1:40000->10.0.0.2:80 flags=ACK seqno=1 ack=1';
const UDP = 'udp 10.9.0.1:50000->10.9.0.2:4789';
const OUTER = 'udp 10.8.0.1:50001->10.8.0.2:51820';
const [A, HOST, B] = ['aa', 'bb', 'cc'];

/** `hook netns in>out`, and what else differs. */
type Step = readonly [place: string, fields?: Format2Fields];

function logOf(steps: readonly Step[]): string {
  return steps
    .map(([place, fields], i) => {
      const [hook, netns, devices = '>'] = place.split(' ');
      const [inDev, out] = devices.split('>').map((name) => (name === '' ? '-' : `${name}/2`));
      const dev = hook === 'LOCAL_OUT' ? '-' : inDev === '-' ? out! : inDev!;
      const own = { hook: hook!, netns: netns!, cookie: netns!.charCodeAt(0), dev, in: inDev!, out: out! };
      return format2Line({ time: `1.000${100 + i}`, seq: i + 1, packet: TCP, ...own, ...fields });
    })
    .join('\n');
}

const CASES: readonly (readonly [what: string, steps: readonly Step[], packets: readonly string[]])[] = [
  [
    'two at one address that look alike but for their IP id',
    [[`PRE_ROUTING ${HOST} eth0>`], [`PRE_ROUTING ${HOST} eth0>`, { id: 8 }]],
    ['1', '2'],
  ],
  [
    'one that br_netfilter and IP show, and that goes no further',
    [[`PRE_ROUTING ${HOST} eth0>`], [`PRE_ROUTING ${HOST} eth0>`]],
    ['1 2'],
  ],
  [
    'two without IP id by their sequence numbers',
    [
      [`LOCAL_OUT ${A} >eth0`, { id: 0 }],
      [`POST_ROUTING ${A} >eth0`, { id: 0 }],
      [`PRE_ROUTING ${HOST} docker0>`, { id: 0, packet: TCP.replace('seqno=1', 'seqno=2') }],
    ],
    ['1 2', '3'],
  ],
  [
    'one without IP id that waited longer than a retransmission would',
    [
      [`PRE_ROUTING ${HOST} eth0>`, { id: 0 }],
      [`FORWARD ${HOST} eth0>eth1`, { id: 0, time: '1.900000' }],
    ],
    ['1 2'],
  ],
  [
    'one that goes on in a way that nobody knows',
    [[`PRE_ROUTING ${HOST} eth0>`], [`POST_ROUTING ${HOST} >eth1`]],
    ['1 2'],
  ],
  [
    'what ipvlan sends once more as the host',
    [
      [`LOCAL_OUT ${A} >eth0`],
      [`POST_ROUTING ${A} >eth0`],
      [`LOCAL_OUT ${HOST} >ens160`, { dev: 'ens160/2' }],
      [`POST_ROUTING ${HOST} >ens160`],
    ],
    ['1 2 3 4'],
  ],
  [
    'a packet in a tunnel, and the one that carries it',
    [
      [`LOCAL_OUT ${A} >vxlan0`],
      [`POST_ROUTING ${A} >vxlan0`],
      [`LOCAL_OUT ${A} >eth0`, { id: 9, packet: UDP }],
      [`POST_ROUTING ${A} >eth0`, { id: 9, packet: UDP }],
      [`PRE_ROUTING ${B} eth0>`, { id: 9, packet: UDP }],
      [`LOCAL_IN ${B} eth0>`, { id: 9, packet: UDP }],
      [`PRE_ROUTING ${B} vxlan0>`],
      [`LOCAL_IN ${B} vxlan0>`],
    ],
    ['1 2 7 8', '3 4 5 6'],
  ],
  [
    'a tunnel in a tunnel',
    [
      [`LOCAL_OUT ${A} >vxlan0`],
      [`POST_ROUTING ${A} >vxlan0`],
      [`LOCAL_OUT ${A} >wg0`, { id: 9, packet: UDP }],
      [`POST_ROUTING ${A} >wg0`, { id: 9, packet: UDP }],
      [`LOCAL_OUT ${A} >eth0`, { id: 10, packet: OUTER }],
      [`POST_ROUTING ${A} >eth0`, { id: 10, packet: OUTER }],
      [`PRE_ROUTING ${B} eth0>`, { id: 10, packet: OUTER }],
      [`LOCAL_IN ${B} eth0>`, { id: 10, packet: OUTER }],
      [`PRE_ROUTING ${B} wg0>`, { id: 9, packet: UDP }],
      [`LOCAL_IN ${B} wg0>`, { id: 9, packet: UDP }],
      [`PRE_ROUTING ${B} vxlan0>`],
    ],
    ['1 2 11', '3 4 9 10', '5 6 7 8'],
  ],
  [
    'a datagram at the address of a packet that has left by the same device',
    [
      [`LOCAL_OUT ${A} >eth0`],
      [`POST_ROUTING ${A} >eth0`],
      [`LOCAL_OUT ${A} >eth0`, { id: 9, packet: UDP }],
      [`PRE_ROUTING ${B} eth0>`],
    ],
    ['1 2', '3', '4'],
  ],
  [
    'fragments: the last one becomes the packet',
    [
      [`PRE_ROUTING ${HOST} eth0>`, { frag: '0+', len: 1500, packet: UDP, skb: 'a1' }],
      [`PRE_ROUTING ${HOST} eth0>`, { frag: '1480', len: 68, packet: 'udp 10.9.0.1->10.9.0.2', skb: 'a2' }],
      [`FORWARD ${HOST} eth0>docker0`, { len: 1548, packet: UDP, skb: 'a2' }],
    ],
    ['1', '2 3'],
  ],
  [
    'fragments of IPv6, which have no IP id',
    [
      [`PRE_ROUTING ${HOST} eth0>`, { id: '-', frag: '1448', len: 68, packet: 'udp [fd00::1]->[fd00::2]' }],
      [`FORWARD ${HOST} eth0>docker0`, { id: '-', len: 1548, packet: 'udp [fd00::1]:5->[fd00::2]:53' }],
    ],
    ['1 2'],
  ],
  [
    'a fragment that comes out of the packet that it went into',
    [
      [`PRE_ROUTING ${HOST} eth0>`, { frag: '1480+', len: 1500, packet: 'udp 10.9.0.1->10.9.0.2' }],
      [`PRE_ROUTING ${B} eth0>`, { frag: '1480+', len: 1500, packet: 'udp 10.8.0.1->10.9.0.2' }],
    ],
    ['1 2'],
  ],
];

describe('packets', () => {
  test.each(CASES)('%s', (_, steps, packets) => {
    const run = analysed(logOf(steps));
    expect(
      run.packets.map(({ hops }) => hops.flatMap(({ entries }) => entries.map(({ line }) => line)).join(' ')),
    ).toEqual(packets);
    // What begins as a fragment may have been another skb before.
    const begun = packets.map((lines) => steps[Number(lines.split(' ')[0]) - 1]![1]?.frag !== undefined);
    expect(run.packets.map(({ ambiguous }) => ambiguous)).toEqual(begun);
    expect(accountErrors(run)).toEqual([]);
  });
});

/** Each is one packet of its own. */
const FLOWS: readonly (readonly [what: string, packets: readonly string[], flows: readonly string[]])[] = [
  [
    'one tuple of two protocols',
    ['tcp 10.0.0.1:5000->10.0.0.2:53 flags=SYN seqno=1 ack=0', 'udp 10.0.0.1:5000->10.0.0.2:53'],
    ['tcp 10.0.0.1:5000 10.0.0.2:53 1/0', 'udp 10.0.0.1:5000 10.0.0.2:53 1/0'],
  ],
  [
    'echoes by their identifier',
    [
      'icmp 10.0.0.1->10.0.0.2 type=8 code=0 echo=77/1',
      'icmp 10.0.0.2->10.0.0.1 type=0 code=0 echo=77/1',
      'icmp 10.0.0.1->10.0.0.2 type=8 code=0 echo=78/1',
    ],
    ['icmp 10.0.0.1:77 10.0.0.2 1/1', 'icmp 10.0.0.1:78 10.0.0.2 1/0'],
  ],
  [
    'a log that begins with the answer to an echo',
    ['icmpv6 [fd00::2]->[fd00::1] type=129 code=0 echo=77/1'],
    ['icmpv6 [fd00::1]:77 fd00::2 0/1'],
  ],
  [
    'errors',
    ['icmp 10.0.0.2->10.0.0.1 type=3 code=3 echo=-', 'icmp 10.0.0.2->10.0.0.1 type=11 code=0 echo=-'],
    ['icmp 10.0.0.2 10.0.0.1 2/0'],
  ],
  [
    'a datagram over IPv6 and its answer',
    ['udp [fd00::1]:5000->[fd00::2]:53', 'udp [fd00::2]:53->[fd00::1]:5000'],
    ['udp [fd00::1]:5000 [fd00::2]:53 1/1'],
  ],
];

describe('flows', () => {
  test.each(FLOWS)('%s', (_, packets, flows) => {
    const log = packets.map((packet, i) =>
      format2Line({ seq: i + 1, hook: 'LOCAL_OUT', out: 'eth0/2', skb: `a${i}`, id: 100 + i, packet }),
    );
    expect(
      analysed(log.join('\n')).flows.map(
        ({ protocol, client, server, packets: { original, reply } }) =>
          `${protocol} ${client} ${server} ${original}/${reply}`,
      ),
    ).toEqual(flows);
  });
});

test('fragments are of the flow of what they are put together to', () => {
  const sent = [
    [`LOCAL_OUT ${A} >eth0`, { packet: 'udp 10.0.0.1:5000->10.0.0.9:53', len: 1548 }],
    [`POST_ROUTING ${A} >eth0`, { packet: 'udp 10.0.0.1:5000->10.0.0.9:53', len: 1548 }],
    [`PRE_ROUTING ${HOST} eth0>`, { packet: 'udp 10.0.0.1:5000->10.0.0.9:53', frag: '0+', len: 1500 }],
    [`PRE_ROUTING ${HOST} eth0>`, { packet: 'udp 10.0.0.1->10.0.0.9', frag: '1480', skb: 'a2' }],
    [`FORWARD ${HOST} eth0>docker0`, { packet: 'udp 10.0.0.1:5000->10.0.0.2:5300', len: 1548, skb: 'a2' }],
    [`POST_ROUTING ${HOST} >docker0`, { packet: 'udp 10.0.0.1:5000->10.0.0.2:5300', len: 1548, skb: 'a2' }],
    [`PRE_ROUTING ${B} eth0>`, { packet: 'udp 10.0.0.1->10.0.0.2', frag: '1480', skb: 'a3' }],
    [`LOCAL_IN ${B} eth0>`, { packet: 'udp 10.0.0.1:5000->10.0.0.2:5300', len: 1548, skb: 'a3' }],
  ] as const satisfies readonly Step[];
  const { flows, packets } = analysed(logOf(sent));
  expect(packets.map(({ direction, fate }) => `${direction} ${fate}`)).toEqual([
    'original open',
    'original sent',
    'original delivered',
  ]);
  // The only packet that carried the published address has no ports where it is translated.
  expect(flows).toMatchObject([
    { client: '10.0.0.1:5000', server: '10.0.0.9:53', packets: { original: 1, reply: 0 } },
    { client: '10.0.0.1:5000', server: '10.0.0.2:5300', packets: { original: 2, reply: 0 } },
  ]);
});
