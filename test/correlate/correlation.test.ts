/**
 * Entries to packets to flows. Each row is something that kernels do; the walks of its log are the packets
 * that there must be, no more, no less and in one piece each.
 */
import { describe, expect, test } from 'vitest';
import { accountErrors, analysed, type Analysed, type PacketObject } from '../support/analysed.js';
import { kernelLog, MODULE_INIT, stamped, walk, type Walk } from '../support/kernel-log.js';
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

interface Row {
  /** What the kernel does, as a sentence. */
  readonly when: string;
  readonly log: readonly (Walk | readonly Walk[] | string)[];
  /** For each walk. */
  readonly packets: readonly string[];
  /** `client > server`, `client > published = server`. */
  readonly flows: readonly string[];
}

/** Long after everything else, so that nothing may still be on its way. */
const LATER = stamped(900e6, 'nftrace module exit');

const SAME_ADDRESS: Row[] = [
  {
    when: 'TCP sends a segment again from the same slot of its retransmit queue',
    log: [
      walk('s', INSIDE, BESIDE_HOST, 101),
      walk('s', INSIDE, BESIDE_HOST, 101.2),
      walk('s', INSIDE, BESIDE_HOST, 103),
    ],
    packets: ['original delivered', 'original delivered', 'original delivered'],
    flows: ['172.17.0.4:40000 > 172.17.0.2:8080 3+0'],
  },
  {
    when: 'the slab hands the address out again at once, to the same flow, behind LOCAL_IN',
    log: [walk('s', INSIDE, BESIDE_HOST, 101), walk('s', INSIDE, BESIDE_HOST, 101.00005)],
    packets: ['original delivered', 'original delivered'],
    flows: ['172.17.0.4:40000 > 172.17.0.2:8080 2+0'],
  },
  {
    when: 'the slab hands the address out again to the same flow, behind a packet that left the machine',
    log: [
      walk(
        's',
        '10.10.10.2:40000 > 10.10.10.3:80',
        ['init/LOCAL_OUT >ens160', 'init/POST_ROUTING >ens160'],
        101,
      ),
      walk(
        's',
        '10.10.10.2:40000 > 10.10.10.3:80',
        ['init/LOCAL_OUT >ens160', 'init/POST_ROUTING >ens160'],
        101.00004,
      ),
    ],
    packets: ['original sent', 'original sent'],
    flows: ['10.10.10.2:40000 > 10.10.10.3:80 2+0'],
  },
  {
    when: 'a packet is dropped behind FORWARD and sent again from the same slot',
    log: [
      walk(
        's',
        '10.10.10.3:40000 > 10.10.10.2:8081',
        ['ext/LOCAL_OUT >eth0', 'ext/POST_ROUTING >eth0', ...PUBLISHED.slice(0, 2)],
        101,
      ),
      walk(
        's',
        '10.10.10.3:40000 > 10.10.10.2:8081',
        ['ext/LOCAL_OUT >eth0', 'ext/POST_ROUTING >eth0', ...PUBLISHED.slice(0, 2)],
        102,
      ),
      LATER,
    ],
    packets: ['original stopped', 'original stopped'],
    flows: ['10.10.10.3:40000 > 10.10.10.2:8081 = 172.17.0.2:8080 2+0'],
  },
  {
    when: 'the reply gets the address of the packet that it answers',
    log: [walk('s', INSIDE, BESIDE_HOST, 101), walk('s', INSIDE_REPLY, BESIDE_HOST_REPLY, 101.00005)],
    packets: ['original delivered', 'reply delivered'],
    flows: ['172.17.0.4:40000 > 172.17.0.2:8080 1+1'],
  },
  {
    when: 'a packet of another flow gets the address',
    log: [walk('s', INSIDE, BESIDE_HOST, 101), walk('s', OUTSIDE, PUBLISHED, 101.00005)],
    packets: ['original delivered', 'original delivered'],
    flows: [
      '172.17.0.4:40000 > 172.17.0.2:8080 1+0',
      '10.10.10.3:38478 > 10.10.10.2:8081 = 172.17.0.2:8080 1+0',
    ],
  },
  {
    when: 'the network card gives the same buffer to the SYNs that a client outside sends again, all dropped behind PRE_ROUTING',
    log: [...[101, 102, 104].map((at) => walk('s', OUTSIDE, ['init/PRE_ROUTING ens160'], at)), LATER],
    packets: ['original stopped', 'original stopped', 'original stopped'],
    flows: ['10.10.10.3:38478 > 10.10.10.2:8081 3+0'],
  },
  {
    when: 'two segments of one flow come in 30 µs apart in one buffer, and both are dropped behind PRE_ROUTING',
    log: [...[101, 101.00003].map((at) => walk('s', OUTSIDE, ['init/PRE_ROUTING ens160'], at)), LATER],
    packets: ['original stopped', 'original stopped'],
    flows: ['10.10.10.3:38478 > 10.10.10.2:8081 2+0'],
  },
  {
    when: 'five segments of one flow come in 30 µs apart in one buffer, and all are dropped behind PRE_ROUTING',
    log: [
      ...[0, 3, 6, 9, 12].map((i) => walk('s', OUTSIDE, ['init/PRE_ROUTING ens160'], 101 + i / 1e5)),
      LATER,
    ],
    packets: Array.from({ length: 5 }, () => 'original stopped'),
    flows: ['10.10.10.3:38478 > 10.10.10.2:8081 5+0'],
  },
  {
    when: 'a client in another namespace sends its SYN again, each dropped behind PRE_ROUTING of the host',
    log: [
      ...[101, 102, 104].map((at) =>
        walk(
          's',
          '10.10.10.3:40000 > 10.10.10.2:8081',
          ['ext/LOCAL_OUT >eth0', 'ext/POST_ROUTING >eth0', 'init/PRE_ROUTING ens160'],
          at,
        ),
      ),
      LATER,
    ],
    packets: ['original stopped', 'original stopped', 'original stopped'],
    flows: ['10.10.10.3:40000 > 10.10.10.2:8081 3+0'],
  },
  {
    when: 'a socket sends its next segment over lo at the address that LOCAL_IN has just freed: no IPVS',
    log: [101, 101.00008].map((at) =>
      walk(
        's',
        '127.0.0.1:40000 > 127.0.0.1:80',
        ['init/LOCAL_OUT >lo', 'init/POST_ROUTING >lo', 'init/PRE_ROUTING lo', 'init/LOCAL_IN lo'],
        at,
      ),
    ),
    packets: ['original delivered', 'original delivered'],
    flows: ['127.0.0.1:40000 > 127.0.0.1:80 2+0'],
  },
  {
    when: 'a SYN is dropped behind PRE_ROUTING, and the same SYN, sent again in the same buffer, comes through',
    log: [walk('s', OUTSIDE, PUBLISHED.slice(0, 1), 101), walk('s', OUTSIDE, PUBLISHED, 102)],
    packets: ['original stopped', 'original delivered'],
    flows: ['10.10.10.3:38478 > 10.10.10.2:8081 = 172.17.0.2:8080 2+0'],
  },
  {
    when: 'a router gets the next segment of a flow in the buffer of the one that it has just sent on',
    log: [101, 101.00004].map((at) =>
      walk(
        's',
        '10.1.0.1:40000 > 10.2.0.1:80',
        ['init/PRE_ROUTING eth1', 'init/FORWARD eth1>eth2', 'init/POST_ROUTING >eth2'],
        at,
      ),
    ),
    packets: ['original sent', 'original sent'],
    flows: ['10.1.0.1:40000 > 10.2.0.1:80 2+0'],
  },
];

const HOST_STEPS = ['init/PRE_ROUTING docker0', 'init/FORWARD docker0>ens160', 'init/POST_ROUTING >ens160'];

const PATHS: Row[] = [
  {
    when: 'br_netfilter shows a packet at PRE_ROUTING and IP shows it again',
    log: [
      walk('s', '172.17.0.4:40000 > 10.10.10.3:80', [
        'c4/LOCAL_OUT >eth0',
        'c4/POST_ROUTING >eth0',
        HOST_STEPS[0]!,
        ...HOST_STEPS,
      ]),
    ],
    packets: ['original sent'],
    flows: ['172.17.0.4:40000 > 10.10.10.3:80 1+0'],
  },
  {
    when: 'the same, from a sender that is not traced',
    log: [walk('s', '172.17.0.4:40000 > 10.10.10.3:80', [HOST_STEPS[0]!, ...HOST_STEPS])],
    packets: ['original sent'],
    flows: ['172.17.0.4:40000 > 10.10.10.3:80 1+0'],
  },
  {
    when: 'DNAT of a bridged packet lies between the two PRE_ROUTING (a cluster address, overlay, and its reply)',
    log: [
      walk('s', '10.244.1.10:34106 > 10.96.0.10:80', [
        'p1/LOCAL_OUT >eth0',
        'p1/POST_ROUTING >eth0',
        'node1/PRE_ROUTING cni0 +400',
        'node1/PRE_ROUTING cni0 +200 dst=10.244.2.10:9376',
        'node1/FORWARD cni0>vx0',
        'node1/POST_ROUTING cni0>vx0',
        'node2/PRE_ROUTING vx0 +340',
        'node2/FORWARD vx0>cni0',
        'node2/POST_ROUTING vx0>cni0',
        'p2/PRE_ROUTING eth0',
        'p2/LOCAL_IN eth0',
      ]),
      walk('t', '10.244.2.10:9376 > 10.244.1.10:34106', [
        'p2/LOCAL_OUT >eth0',
        'p2/POST_ROUTING >eth0',
        'node2/PRE_ROUTING cni0',
        'node2/PRE_ROUTING cni0',
        'node2/FORWARD cni0>vx0',
        'node2/POST_ROUTING cni0>vx0',
        'node1/PRE_ROUTING vx0 +140',
        'node1/FORWARD vx0>cni0',
        'node1/POST_ROUTING vx0>cni0',
        'p1/PRE_ROUTING eth0 +500 src=10.96.0.10:80',
        'p1/LOCAL_IN eth0',
      ]),
    ],
    packets: ['original delivered', 'reply delivered'],
    flows: ['10.244.1.10:34106 > 10.96.0.10:80 = 10.244.2.10:9376 1+1'],
  },
  {
    when: 'a container uses the published port of its neighbour: bridged, DNAT, and un-NAT of the reply',
    log: [
      walk('s', '172.17.0.4:39160 > 10.10.10.2:8081', [
        'c4/LOCAL_OUT >eth0',
        'c4/POST_ROUTING >eth0',
        'init/PRE_ROUTING docker0 +107',
        'init/FORWARD docker0>docker0 @veth2 +361 dst=172.17.0.2:8080',
        'init/POST_ROUTING >docker0 @veth2',
        'c2/PRE_ROUTING eth0 +90',
        'c2/LOCAL_IN eth0',
      ]),
      walk('t', '172.17.0.2:8080 > 172.17.0.4:39160', [
        'c2/LOCAL_OUT >eth0',
        'c2/POST_ROUTING >eth0',
        'init/PRE_ROUTING docker0',
        'init/FORWARD docker0>docker0 @veth4',
        'init/POST_ROUTING >docker0 @veth4',
        'c4/PRE_ROUTING eth0 src=10.10.10.2:8081',
        'c4/LOCAL_IN eth0',
      ]),
    ],
    packets: ['original delivered', 'reply delivered'],
    flows: ['172.17.0.4:39160 > 10.10.10.2:8081 = 172.17.0.2:8080 1+1'],
  },
  {
    when: 'a container goes out masqueraded, to a traced peer, and its reply finds the way back',
    log: [
      walk('s', '172.17.0.4:42734 > 10.10.10.3:80', [
        'c4/LOCAL_OUT >eth0',
        'c4/POST_ROUTING >eth0',
        ...HOST_STEPS,
        'ext/PRE_ROUTING eth0 src=10.10.10.2:42734',
        'ext/LOCAL_IN eth0',
      ]),
      walk('t', '10.10.10.3:80 > 10.10.10.2:42734', [
        'ext/LOCAL_OUT >eth0',
        'ext/POST_ROUTING >eth0',
        'init/PRE_ROUTING ens160',
        'init/FORWARD ens160>docker0 dst=172.17.0.4:42734',
        'init/POST_ROUTING >docker0',
        'c4/PRE_ROUTING eth0',
        'c4/LOCAL_IN eth0',
      ]),
    ],
    packets: ['original delivered', 'reply delivered'],
    flows: ['172.17.0.4:42734 > 10.10.10.3:80 1+1'],
  },
  {
    when: 'a container goes out masqueraded under another port, to a peer that is not traced: the reply alone shows that they are one',
    log: [
      walk('s', '172.17.0.4:42734 > 10.10.10.3:80', [
        'c4/LOCAL_OUT >eth0',
        'c4/POST_ROUTING >eth0',
        ...HOST_STEPS,
      ]),
      walk('t', '10.10.10.3:80 > 10.10.10.2:1024', [
        'init/PRE_ROUTING ens160',
        'init/FORWARD ens160>docker0 dst=172.17.0.4:42734',
        'init/POST_ROUTING >docker0',
        'c4/PRE_ROUTING eth0',
        'c4/LOCAL_IN eth0',
      ]),
    ],
    packets: ['original sent', 'reply delivered'],
    flows: ['172.17.0.4:42734 > 10.10.10.3:80 1+1'],
  },
  {
    when: 'the host uses its own published port: DNAT at LOCAL_OUT takes the packet from lo to the bridge',
    log: [
      walk('s', '10.10.10.2:33540 > 10.10.10.2:8081', [
        'init/LOCAL_OUT >lo',
        'init/POST_ROUTING >docker0 dst=172.17.0.2:8080 +377',
        'c2/PRE_ROUTING eth0 +204',
        'c2/LOCAL_IN eth0',
      ]),
      walk('t', '172.17.0.2:8080 > 10.10.10.2:33540', [
        'c2/LOCAL_OUT >eth0',
        'c2/POST_ROUTING >eth0',
        'init/PRE_ROUTING docker0',
        'init/PRE_ROUTING docker0',
        'init/LOCAL_IN docker0',
      ]),
    ],
    packets: ['original delivered', 'reply delivered'],
    flows: ['10.10.10.2:33540 > 10.10.10.2:8081 = 172.17.0.2:8080 1+1'],
  },
  {
    when: 'a sidecar takes what its pod sends: REDIRECT at LOCAL_OUT to 127.0.0.1 over lo, un-NAT behind POST_ROUTING',
    log: [
      walk('s', '172.17.0.4:46928 > 1.2.3.4:7777', [
        'c4/LOCAL_OUT >eth0',
        'c4/POST_ROUTING >lo dst=127.0.0.1:15001 +490',
        'c4/PRE_ROUTING lo +280',
        'c4/LOCAL_IN lo',
      ]),
      walk('t', '127.0.0.1:15001 > 172.17.0.4:46928', [
        'c4/LOCAL_OUT >lo',
        'c4/POST_ROUTING >lo',
        'c4/PRE_ROUTING lo src=1.2.3.4:7777',
        'c4/LOCAL_IN lo',
      ]),
    ],
    packets: ['original delivered', 'reply delivered'],
    flows: ['172.17.0.4:46928 > 1.2.3.4:7777 = 127.0.0.1:15001 1+1'],
  },
  {
    when: 'a tunnel keeps the skb from one node to the other',
    log: [
      walk('s', '10.99.0.1:56504 > 10.99.0.2:80', [
        'node1/LOCAL_OUT >vx0',
        'node1/POST_ROUTING >vx0',
        'node2/PRE_ROUTING vx0 +346',
        'node2/LOCAL_IN vx0',
      ]),
    ],
    packets: ['original delivered'],
    flows: ['10.99.0.1:56504 > 10.99.0.2:80 1+0'],
  },
  {
    when: 'both ends of a veth pair are in one namespace',
    log: [
      walk('s', '10.0.0.1:40000 > 10.0.0.2:80', [
        'init/LOCAL_OUT >v0',
        'init/POST_ROUTING >v0',
        'init/PRE_ROUTING v1',
        'init/LOCAL_IN v1',
      ]),
    ],
    packets: ['original delivered'],
    flows: ['10.0.0.1:40000 > 10.0.0.2:80 1+0'],
  },
  {
    when: 'a packet goes over lo',
    log: [
      walk('s', '127.0.0.1:40000 > 127.0.0.1:80', [
        'init/LOCAL_OUT >lo',
        'init/POST_ROUTING >lo',
        'init/PRE_ROUTING lo',
        'init/LOCAL_IN lo',
      ]),
    ],
    packets: ['original delivered'],
    flows: ['127.0.0.1:40000 > 127.0.0.1:80 1+0'],
  },
  {
    when: 'a VRF shows what its device received once more, as its own',
    log: [
      walk('s', OUTSIDE, ['init/PRE_ROUTING ens160', 'init/PRE_ROUTING vrf-red', 'init/LOCAL_IN vrf-red']),
    ],
    packets: ['original delivered'],
    flows: ['10.10.10.3:38478 > 10.10.10.2:8081 1+0'],
  },
  {
    when: 'a socket in a VRF sends: LOCAL_OUT and POST_ROUTING of the VRF, then of the real device',
    log: [
      walk('s', '10.10.10.2:40000 > 10.10.10.3:80', [
        'init/LOCAL_OUT >vrf-red @vrf-red',
        'init/POST_ROUTING >vrf-red',
        'init/LOCAL_OUT >ens160 @vrf-red',
        'init/POST_ROUTING >ens160',
      ]),
    ],
    packets: ['original sent'],
    flows: ['10.10.10.2:40000 > 10.10.10.3:80 1+0'],
  },
  {
    when: 'IPVS takes a packet in at LOCAL_IN and sends it on to a real server',
    log: [
      walk('s', '10.10.10.3:40000 > 10.10.10.2:80', [
        'init/PRE_ROUTING ens160',
        'init/LOCAL_IN ens160',
        'init/LOCAL_OUT >docker0 @ens160 dst=172.17.0.2:8080',
        'init/POST_ROUTING >docker0',
        'c2/PRE_ROUTING eth0',
        'c2/LOCAL_IN eth0',
      ]),
    ],
    packets: ['original delivered'],
    flows: ['10.10.10.3:40000 > 10.10.10.2:80 = 172.17.0.2:8080 1+0'],
  },
  {
    when: 'macvlan brings packets past the host',
    log: [walk('s', INSIDE, BESIDE_HOST), walk('t', INSIDE_REPLY, BESIDE_HOST_REPLY)],
    packets: ['original delivered', 'reply delivered'],
    flows: ['172.17.0.4:40000 > 172.17.0.2:8080 1+1'],
  },
  {
    when: 'REJECT answers with an RST that the host sends in the name of the server',
    log: [
      walk('s', '10.10.10.3:50550 > 10.10.10.2:8081', [
        'ext/LOCAL_OUT >eth0',
        'ext/POST_ROUTING >eth0',
        ...PUBLISHED.slice(0, 2),
      ]),
      walk('t', '172.17.0.2:8080 > 10.10.10.3:50550', [
        'init/LOCAL_OUT >ens160',
        'init/POST_ROUTING >ens160',
        'ext/PRE_ROUTING eth0 src=10.10.10.2:8081',
        'ext/LOCAL_IN eth0',
      ]),
      LATER,
    ],
    packets: ['original stopped', 'reply delivered'],
    flows: ['10.10.10.3:50550 > 10.10.10.2:8081 = 172.17.0.2:8080 1+1'],
  },
  {
    when: 'two packets are on their way at one time',
    log: [[walk('s', OUTSIDE, PUBLISHED, 101), walk('t', INSIDE, BESIDE_HOST, 101.000005)]],
    packets: ['original delivered', 'original delivered'],
    flows: [
      '10.10.10.3:38478 > 10.10.10.2:8081 = 172.17.0.2:8080 1+0',
      '172.17.0.4:40000 > 172.17.0.2:8080 1+0',
    ],
  },
];

const FATES: Row[] = [
  {
    when: 'a packet left the machine as the last thing in the log: nobody can see it again',
    log: [walk('s', OUTSIDE_REPLY, PUBLISHED_REPLY)],
    packets: ['reply sent'],
    flows: ['10.10.10.3:38478 > 172.17.0.2:8080 0+1'],
  },
  ...['init/PRE_ROUTING ens160', 'init/FORWARD ens160>docker0 dst=172.17.0.2:8080'].map((_, i): Row => ({
    when: `the log ends 9 ms behind ${PUBLISHED[i]}: still on its way`,
    log: [
      walk('s', OUTSIDE, PUBLISHED.slice(0, i + 1), 101),
      stamped(101_009_000 + 10 * i, 'nftrace module exit'),
    ],
    packets: ['original open'],
    flows: [`10.10.10.3:38478 > 10.10.10.2:8081${i === 0 ? '' : ' = 172.17.0.2:8080'} 1+0`],
  })),
  {
    when: 'the log ends 11 ms behind PRE_ROUTING: dropped, queued or stolen',
    log: [walk('s', OUTSIDE, PUBLISHED.slice(0, 1), 101), stamped(101_011_000, 'nftrace module exit')],
    packets: ['original stopped'],
    flows: ['10.10.10.3:38478 > 10.10.10.2:8081 1+0'],
  },
  {
    when: 'the log ends right behind LOCAL_OUT',
    log: [walk('s', INSIDE, BESIDE_HOST.slice(0, 1))],
    packets: ['original open'],
    flows: ['172.17.0.4:40000 > 172.17.0.2:8080 1+0'],
  },
];

const FLOWS: Row[] = [
  {
    when: 'from outside to a published port',
    log: [walk('s', OUTSIDE, PUBLISHED), walk('t', OUTSIDE_REPLY, PUBLISHED_REPLY)],
    packets: ['original delivered', 'reply sent'],
    flows: ['10.10.10.3:38478 > 10.10.10.2:8081 = 172.17.0.2:8080 1+1'],
  },
  {
    when: 'the log begins with a reply: the lower port is the server’s',
    log: [walk('s', INSIDE_REPLY, BESIDE_HOST_REPLY), walk('t', INSIDE, BESIDE_HOST)],
    packets: ['reply delivered', 'original delivered'],
    flows: ['172.17.0.4:40000 > 172.17.0.2:8080 1+1'],
  },
  {
    when: 'the module was loaded in this log: whoever sends first is the client, whatever the ports',
    log: [MODULE_INIT, walk('s', INSIDE_REPLY, BESIDE_HOST_REPLY), walk('t', INSIDE, BESIDE_HOST)],
    packets: ['original delivered', 'reply delivered'],
    flows: ['172.17.0.2:8080 > 172.17.0.4:40000 1+1'],
  },
  {
    when: 'both ports are high and the log does not show the beginning: the first sender is the client',
    log: [
      walk('s', '172.17.0.2:50000 > 172.17.0.4:40000', BESIDE_HOST_REPLY),
      walk('t', '172.17.0.4:40000 > 172.17.0.2:50000', BESIDE_HOST),
    ],
    packets: ['original delivered', 'reply delivered'],
    flows: ['172.17.0.2:50000 > 172.17.0.4:40000 1+1'],
  },
  {
    when: 'load-balanced DNAT sends a client’s port, used again minutes later, to another server: another flow',
    log: [
      walk('s', OUTSIDE, PUBLISHED),
      walk('t', OUTSIDE_REPLY, PUBLISHED_REPLY),
      walk(
        'u',
        OUTSIDE,
        [
          'init/PRE_ROUTING ens160',
          'init/FORWARD ens160>docker0 dst=172.17.0.5:8080',
          'init/POST_ROUTING >docker0',
          'c5/PRE_ROUTING eth0',
          'c5/LOCAL_IN eth0',
        ],
        300,
      ),
      walk(
        'v',
        '172.17.0.5:8080 > 10.10.10.3:38478',
        PUBLISHED_REPLY.map((step) => step.replace('c2', 'c5')),
      ),
    ],
    packets: ['original delivered', 'reply sent', 'original delivered', 'reply sent'],
    flows: [
      '10.10.10.3:38478 > 10.10.10.2:8081 = 172.17.0.2:8080 1+1',
      '10.10.10.3:38478 > 10.10.10.2:8081 = 172.17.0.5:8080 1+1',
    ],
  },
  {
    when: 'two clients use one published port',
    log: [
      walk('s', OUTSIDE, PUBLISHED),
      walk('t', '10.10.10.3:38479 > 10.10.10.2:8081', PUBLISHED),
      walk('u', OUTSIDE_REPLY, PUBLISHED_REPLY),
    ],
    packets: ['original delivered', 'original delivered', 'reply sent'],
    flows: [
      '10.10.10.3:38478 > 10.10.10.2:8081 = 172.17.0.2:8080 1+1',
      '10.10.10.3:38479 > 10.10.10.2:8081 = 172.17.0.2:8080 1+0',
    ],
  },
];

const DAMAGED: Row[] = [
  {
    when: 'the log starts in the middle of a packet’s way',
    log: [
      walk('s', '10.10.10.3:38478 > 172.17.0.2:8080', PUBLISHED.slice(2)),
      walk('t', OUTSIDE_REPLY, PUBLISHED_REPLY),
    ],
    packets: ['original delivered', 'reply sent'],
    flows: ['10.10.10.3:38478 > 172.17.0.2:8080 1+1'],
  },
  {
    when: 'time jumps back: another boot, in which the same pointers are other skbs and other flows',
    log: [
      walk('s', OUTSIDE, PUBLISHED.slice(0, 3), 500),
      walk('s', '10.10.10.3:38478 > 172.17.0.2:8080', PUBLISHED.slice(3), 10),
    ],
    packets: ['original sent', 'original delivered'],
    flows: [
      '10.10.10.3:38478 > 10.10.10.2:8081 = 172.17.0.2:8080 1+0',
      '10.10.10.3:38478 > 172.17.0.2:8080 1+0',
    ],
  },
];

describe.each([
  ['one address, another packet', SAME_ADDRESS],
  ['one packet all the way', PATHS],
  ['fates', FATES],
  ['flows', FLOWS],
  ['logs with a part missing', DAMAGED],
])('%s', (_, rows) => {
  test.each(rows.map((row) => [row.when, row] as const))('%s', (_, row) => {
    const log = kernelLog(row.log);
    const run = analysed(log.text);
    expect(accountErrors(run)).toEqual([]);
    expect(run.packets.map(linesOf)).toEqual(log.packets);
    expect(run.packets.map(({ direction, fate }) => `${direction} ${fate}`)).toEqual(row.packets);
    expect(flowsOf(run)).toEqual(row.flows);
  });
});

function linesOf(packet: PacketObject): number[] {
  return packet.hops.flatMap((hop) => hop.entries.map((entry) => entry.line));
}

function flowsOf({ flows }: Analysed): string[] {
  return flows.map(({ client, server, published, packets }) => {
    const way = published === null ? server : `${published} = ${server}`;
    return `${client} > ${way} ${packets.original}+${packets.reply}`;
  });
}
