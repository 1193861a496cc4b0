import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../src/model/difference.js';
import { kernelLog, MODULE_EXIT, MODULE_INIT, stamped, walk, type Walk } from '../support/kernel-log.js';
import { compared, comparisonLines } from '../support/path-sets.js';

/** From outside to a published container port: the article's way. */
const IN = [
  'init/PRE_ROUTING ens160>',
  'init/FORWARD ens160>docker0 dst=172.17.0.2:8080',
  'init/POST_ROUTING ens160>docker0',
  'c2/PRE_ROUTING eth0>',
  'c2/LOCAL_IN eth0>',
];
const OUT = [
  'c2/LOCAL_OUT >eth0',
  'c2/POST_ROUTING >eth0',
  'init/PRE_ROUTING docker0>',
  'init/FORWARD docker0>ens160',
  'init/POST_ROUTING docker0>ens160',
];
const THROUGH_FW = OUT.toSpliced(
  2,
  0,
  'fw/PRE_ROUTING fw0>',
  'fw/FORWARD fw0>fw1',
  'fw/POST_ROUTING fw0>fw1',
);
const CLIENT = '10.10.10.3:40001';
const PUBLISHED = '10.10.10.2:8081';

let skbs = 0;
const request = (steps: readonly string[], client = CLIENT, to = PUBLISHED): Walk =>
  walk(`skb${++skbs}`, `${client} > ${to}`, steps);
const reply = (steps: readonly string[], client = CLIENT): Walk =>
  walk(`skb${++skbs}`, `172.17.0.2:8080 > ${client}`, steps);

/** From one container to another with bridge-nf on. */
function bridged(port: string): Walk {
  const steps = [
    'c4/LOCAL_OUT >eth0',
    'c4/POST_ROUTING >eth0',
    'init/PRE_ROUTING docker0>',
    `init/FORWARD docker0>docker0 @${port}`,
    `init/POST_ROUTING >docker0 @${port}`,
    'c2/PRE_ROUTING eth0>',
    'c2/LOCAL_IN eth0>',
  ];
  return request(steps, '172.17.0.4:40077', '172.17.0.2:8080');
}

/** A whole log, whose beginning and end are far from all packets. */
function log(...walks: Walk[]): string {
  return kernelLog([stamped(1e6, MODULE_INIT), ...walks, stamped(900e6, MODULE_EXIT)]).text;
}

const BASE = log(request(IN), reply(OUT));

interface Case {
  readonly what: string;
  readonly old?: string;
  readonly new: string;
  readonly says: readonly string[];
  readonly verdict: 'same' | 'differs' | 'inconclusive';
}

const CASES: readonly Case[] = [
  { what: 'the same once more', new: log(request(IN), reply(OUT)), says: [], verdict: 'same' },
  {
    what: 'more packets, other ports, other clients, another order',
    new: log(
      request(IN, '10.10.10.9:50123'),
      request(IN),
      reply(OUT),
      request(IN),
      reply(OUT, '10.10.10.9:50123'),
    ),
    says: [],
    verdict: 'same',
  },
  {
    what: 'an in-device that is not known',
    new: log(request(IN.with(2, 'init/POST_ROUTING >docker0')), reply(OUT)),
    says: ['original init/POST_ROUTING: in ens160 | in ?'],
    verdict: 'differs',
  },
  {
    what: 'another device',
    new: log(
      request(
        IN.with(0, 'init/PRE_ROUTING bond0>')
          .with(1, 'init/FORWARD bond0>docker0 dst=172.17.0.2:8080')
          .with(2, 'init/POST_ROUTING bond0>docker0'),
      ),
      reply(OUT),
    ),
    says: [
      'original init/PRE_ROUTING: in ens160 | in bond0',
      'original init/FORWARD: in ens160 | in bond0',
      'original init/POST_ROUTING: in ens160 | in bond0',
    ],
    verdict: 'differs',
  },
  {
    what: 'another port of the bridge',
    old: log(bridged('vethc2')),
    new: log(bridged('vethweb')),
    says: [
      'original init/FORWARD: dev vethc2 | dev vethweb',
      'original init/POST_ROUTING: dev vethc2 | dev vethweb',
    ],
    verdict: 'differs',
  },
  {
    what: 'the port of the bridge has another random name',
    old: log(bridged('vethfbb20cf')),
    new: log(bridged('veth11abc07')),
    says: [],
    verdict: 'same',
  },
  {
    what: 'a second pass by br_netfilter',
    new: log(request(IN), reply(OUT.toSpliced(2, 0, 'init/PRE_ROUTING docker0>'))),
    says: ['reply init/PRE_ROUTING: once | twice'],
    verdict: 'differs',
  },
  {
    what: 'another namespace on the way',
    new: log(request(IN), reply(THROUGH_FW)),
    says: [
      'reply netns#1/PRE_ROUTING: – | fw0 →',
      'reply netns#1/FORWARD: – | fw0 → fw1',
      'reply netns#1/POST_ROUTING: – | fw0 → fw1',
    ],
    verdict: 'differs',
  },
  {
    what: 'a namespace on the way of which one side shows the address',
    old: log(request(IN), reply(THROUGH_FW)),
    new: log(
      request(IN),
      reply(THROUGH_FW),
      request(
        ['c2/LOCAL_OUT >eth0', 'c2/POST_ROUTING >eth0', 'fw/PRE_ROUTING fw0>', 'fw/LOCAL_IN fw0>'],
        '172.17.0.2:40555',
        '172.17.0.9:53',
      ),
    ),
    says: ['Only new has 1 original packet: old shows no such traffic.'],
    verdict: 'inconclusive',
  },
  {
    what: 'a connection that was under way when the log began',
    old: log(request(IN), reply(OUT)),
    new: kernelLog([
      stamped(100e6, MODULE_EXIT),
      reply(OUT, '10.10.10.3:45555'),
      request(IN),
      reply(OUT),
      stamped(900e6, MODULE_EXIT),
    ]).text,
    says: [],
    verdict: 'same',
  },
  {
    what: 'DNAT that comes later',
    new: log(
      request(
        IN.with(1, 'init/FORWARD ens160>docker0').with(
          2,
          'init/POST_ROUTING ens160>docker0 dst=172.17.0.2:8080',
        ),
      ),
      reply(OUT),
    ),
    says: ['original init/FORWARD: to 172.17.0.2:8080 | to 10.10.10.2:8081'],
    verdict: 'differs',
  },
  {
    what: 'SNAT that was not there',
    new: log(request(IN.with(3, 'c2/PRE_ROUTING eth0> src=172.17.0.1:40001')), reply(OUT)),
    says: [
      'original service/PRE_ROUTING: from client | from 172.17.0.1',
      'original service/LOCAL_IN: from client | from 172.17.0.1',
    ],
    verdict: 'differs',
  },
  {
    what: 'packets that are stopped after FORWARD, and so have no replies',
    new: log(request(IN.slice(0, 2))),
    says: [
      'original fate: delivered at service/LOCAL_IN | stopped after init/FORWARD',
      'Only old has 1 reply packet: new shows no such traffic.',
    ],
    verdict: 'differs',
  },
  {
    what: 'packets that are stopped before DNAT',
    new: log(request(IN.slice(0, 1))),
    says: [
      'original fate: delivered at service/LOCAL_IN | stopped after init/PRE_ROUTING',
      'Only old has 1 reply packet: new shows no such traffic.',
    ],
    verdict: 'differs',
  },
  {
    what: 'some of the packets are stopped',
    new: log(request(IN), request(IN.slice(0, 2)), request(IN), reply(OUT)),
    says: ['original fate: delivered at service/LOCAL_IN | stopped after init/FORWARD (1 of 1 | 1 of 3)'],
    verdict: 'differs',
  },
  {
    what: 'DNAT leads to another container',
    new: log(
      request(IN.with(1, 'init/FORWARD ens160>docker0 dst=172.17.0.3:8080')),
      walk('r', `172.17.0.3:8080 > ${CLIENT}`, OUT),
    ),
    says: [
      ...['init/FORWARD', 'init/POST_ROUTING', 'service/PRE_ROUTING', 'service/LOCAL_IN'].map(
        (place) => `original ${place}: to 172.17.0.2:8080 | to 172.17.0.3:8080`,
      ),
      ...[
        'service/LOCAL_OUT',
        'service/POST_ROUTING',
        'init/PRE_ROUTING',
        'init/FORWARD',
        'init/POST_ROUTING',
      ].map((place) => `reply ${place}: from 172.17.0.2:8080 | from 172.17.0.3:8080`),
    ],
    verdict: 'differs',
  },
  {
    what: 'replies are missing',
    new: log(request(IN)),
    says: ['Only old has 1 reply packet: new shows no such traffic.'],
    verdict: 'inconclusive',
  },
  {
    what: 'other traffic as well',
    new: log(
      request(IN),
      reply(OUT),
      request(
        ['c4/LOCAL_OUT >eth0', 'c4/POST_ROUTING >eth0', 'c2/PRE_ROUTING eth0>', 'c2/LOCAL_IN eth0>'],
        '172.17.0.4:40077',
        '172.17.0.2:8080',
      ),
    ),
    says: ['Only new has 1 original packet: old shows no such traffic.'],
    verdict: 'inconclusive',
  },
  {
    what: 'a client that only one side has, by another device',
    new: log(
      request(IN),
      reply(OUT),
      request(
        IN.with(0, 'init/PRE_ROUTING ens224>')
          .with(1, 'init/FORWARD ens224>docker0 dst=172.17.0.2:8080')
          .with(2, 'init/POST_ROUTING ens224>docker0'),
        '10.20.0.3:40099',
      ),
    ),
    says: [
      'Only new has 1 original packet of 10.20.0.3, on a path of their own: old shows none of these clients.',
    ],
    verdict: 'inconclusive',
  },
  {
    what: 'the container is not traced',
    new: log(request(IN.slice(0, 3)), reply(OUT.slice(2))),
    says: [
      'Only old traces the namespace of the server, so service/PRE_ROUTING, service/LOCAL_IN cannot be compared (original).',
      'Only old traces the namespace of the server, so service/LOCAL_OUT, service/POST_ROUTING cannot be compared (reply).',
    ],
    verdict: 'inconclusive',
  },
  {
    what: 'the container is not traced, and an in-device is not known',
    new: log(request(IN.slice(0, 3).with(2, 'init/POST_ROUTING >docker0')), reply(OUT.slice(2))),
    says: [
      'original init/POST_ROUTING: in ens160 | in ?',
      'Only old traces the namespace of the server, so service/PRE_ROUTING, service/LOCAL_IN cannot be compared (original).',
      'Only old traces the namespace of the server, so service/LOCAL_OUT, service/POST_ROUTING cannot be compared (reply).',
    ],
    verdict: 'differs',
  },
  {
    what: 'the log ends while the only packet is on its way',
    new: kernelLog([stamped(1e6, MODULE_INIT), request(IN.slice(0, 2))]).text,
    says: [
      'Only old has 1 reply packet: new shows no such traffic.',
      'In new, 1 original packet (the first: lines 5 to 9) was still on its way when the log ended.',
    ],
    verdict: 'inconclusive',
  },
  {
    what: 'the log ends while one of several packets is on its way',
    new: kernelLog([stamped(1e6, MODULE_INIT), request(IN), reply(OUT), request(IN.slice(0, 2))]).text,
    says: [],
    verdict: 'same',
  },
  {
    what: 'nothing at all',
    new: log(),
    says: [
      'Only old has 1 original packet: new shows no such traffic.',
      'Only old has 1 reply packet: new shows no such traffic.',
      'In new there is not one packet.',
    ],
    verdict: 'inconclusive',
  },
];

describe('two captures', () => {
  test.each(CASES)('$what: $verdict', ({ old = BASE, new: fresh, says, verdict }) => {
    const comparison = compared(old, fresh);
    expect(comparisonLines(comparison)).toEqual(says);
    expect(verdictOf(comparison)).toBe(verdict);
  });

  test.each(CASES)(
    '$what: the other way round the verdict is the same',
    ({ old = BASE, new: fresh, verdict }) => {
      expect(verdictOf(compared(fresh, old))).toBe(verdict);
    },
  );
});
