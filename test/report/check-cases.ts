/** Reports of the real pipeline for what each format must be able to say. */
import { TCP } from '../../src/model/protocol.js';
import fs from 'node:fs';
import { FORWARD, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../../src/model/hook.js';
import type { Placement, Rule, Service } from '../../src/model/policy.js';
import { FIRST } from '../../src/model/priority.js';
import type { CheckReport } from '../../src/report/check/check-report.js';
import { checked, type NamedLog } from '../support/checked.js';
import { HOSTILE_DEVICE, HOSTILE_NAMES, randomNames } from '../support/hostile-names.js';
import { kernelLog, walk } from '../support/kernel-log.js';

export const EXTERNAL = 'fixtures/external-to-container/el7-3.10.log';
export const BRIDGED = 'fixtures/container-to-container/el7-3.10.log';
export const BRIDGED_TOO = 'fixtures/container-to-container/linux-6.1.log';
const REJECTED = 'fixtures/rejected-with-reset/linux-6.1.log';
const STOPPED = 'fixtures/dropped-in-forward/linux-6.1.log';
const MACVLAN = 'fixtures/macvlan-bypass/linux-6.1.log';

const WEB: Service = {
  name: 'web',
  address: { protocol: TCP, address: '172.17.0.2', port: 8080 },
  published: [{ protocol: TCP, address: '10.10.10.2', port: 8081 }],
};
const IDLE: Service = {
  name: 'idle',
  address: { protocol: TCP, address: '172.17.0.9', port: 8080 },
  published: [],
};
const MACVLAN_WEB: Service = {
  name: 'macvlan',
  address: { protocol: TCP, address: '10.10.10.20', port: 8080 },
  published: [],
};

const init = (hook: number): Placement => ({ namespace: 'init', hook });
const service = (hook: number): Placement => ({ namespace: 'service', hook });

/** A rule for web in both directions; rules are checked in the order in which they stand in the policy. */
function rule(name: string, at: readonly Placement[], more: Partial<Rule> = {}): Rule {
  return {
    name,
    protects: WEB,
    at,
    priority: FIRST,
    match: 'address',
    directions: ['original', 'reply'],
    from: null,
    devices: [],
    path: {},
    position: { line: 6, column: 5 },
    ...more,
  };
}

export function report(rules: readonly Rule[], ...logs: readonly (string | NamedLog)[]): CheckReport {
  const placed = rules.map((one, i) => ({ ...one, position: { line: 6 + i, column: 5 } }));
  const services = [...new Set(rules.map(({ protects }) => protects))];
  return checked({ namespaces: [], services, rules: placed }, logs);
}

export const HOLDS = rule('pod guard', [service(LOCAL_IN), service(LOCAL_OUT)]);
export const VIOLATED = rule('host guard', [init(LOCAL_IN), init(POST_ROUTING)]);
export const INCONCLUSIVE = rule('idle guard', [service(LOCAL_IN)], { protects: IDLE });
const OF_MACVLAN = rule('macvlan guard', [init(FORWARD)], { protects: MACVLAN_WEB });

/** Each violates in another way. */
const VIOLATIONS: readonly Rule[] = [
  VIOLATED,
  rule('local guard', [init(LOCAL_IN)]),
  rule('early guard', [init(PRE_ROUTING)], { directions: ['original'] }),
  rule('device guard', [init(POST_ROUTING)], { directions: ['original'], devices: ['in'] }),
  rule('path guard', [init(FORWARD)], {
    path: {
      original: {
        text: '!init/FORWARD',
        steps: [],
        neverAfter: [{ kind: 'entry', namespace: 'init', hook: FORWARD, devices: {} }],
      },
    },
  }),
];

export const HOSTILE_FILE = './a b#c%20:,ü?.log';

function hostile(): CheckReport {
  const log = fs.readFileSync(EXTERNAL, 'latin1').replaceAll('docker0', HOSTILE_DEVICE);
  const device = VIOLATIONS.find(({ name }) => name === 'device guard')!;
  const rules = HOSTILE_NAMES.flatMap((name) => [
    { ...device, name },
    { ...HOLDS, name },
    { ...INCONCLUSIVE, name, protects: { ...IDLE, name } },
  ]);
  return {
    ...report(rules, { name: HOSTILE_FILE, bytes: Buffer.from(log, 'latin1') }),
    policy: './po,l:i%cy\u0007.yaml',
  };
}

function random(): CheckReport {
  const kinds = [VIOLATED, HOLDS, INCONCLUSIVE];
  return report(
    randomNames(500).map((one, i) => ({ ...kinds[i % kinds.length]!, name: one })),
    BRIDGED,
  );
}

/** Ways past init of which there is no capture: by a device of the service's own, and never out of its namespace. */
function pastInit(): CheckReport {
  const { text } = kernelLog([
    walk('a', '10.10.10.3:1 > 172.17.0.2:8080', ['web/PRE_ROUTING net1', 'web/LOCAL_IN net1']),
    walk('b', '172.17.0.2:8080 > 10.10.10.3:1', ['web/LOCAL_OUT >net1', 'web/POST_ROUTING >net1']),
    walk('c', '172.17.0.2:2 > 172.17.0.2:8080', [
      'web/LOCAL_OUT >lo',
      'web/POST_ROUTING >lo',
      'web/PRE_ROUTING lo',
      'web/LOCAL_IN lo',
    ]),
    walk('d', '172.17.0.4:3 > 172.17.0.2:8080', [
      'pod/LOCAL_OUT >eth0',
      'pod/POST_ROUTING >eth0',
      'router/PRE_ROUTING eth1',
      'router/FORWARD eth1>eth2',
      'router/POST_ROUTING >eth2',
      'web/PRE_ROUTING eth0',
      'web/LOCAL_IN eth0',
    ]),
    walk('e', '10.10.10.3:4 > 10.10.10.2:22', ['init/PRE_ROUTING ens160', 'init/LOCAL_IN ens160']),
  ]);
  return report([VIOLATED], { name: 'past-init.log', bytes: Buffer.from(text) });
}

export function many(base: Rule, count: number): Rule[] {
  return Array.from({ length: count }, (_, i) => ({ ...base, name: `${base.name} ${i + 1}` }));
}

export interface Case {
  readonly name: string;
  readonly report: CheckReport;
}

const all = [HOLDS, ...VIOLATIONS, INCONCLUSIVE];
export const CASES: readonly Case[] = [
  { name: 'holds', report: report([HOLDS], EXTERNAL) },
  { name: 'violated', report: report([VIOLATED], BRIDGED) },
  { name: 'inconclusive', report: report([INCONCLUSIVE], BRIDGED) },
  { name: 'each violation', report: report(VIOLATIONS, EXTERNAL) },
  { name: 'sent in its name', report: report(VIOLATIONS, REJECTED) },
  { name: 'never arrived', report: report([HOLDS, VIOLATED], STOPPED) },
  { name: 'macvlan', report: report([OF_MACVLAN], MACVLAN) },
  { name: 'past init', report: pastInit() },
  { name: 'several inputs', report: report([...all, OF_MACVLAN], EXTERNAL, BRIDGED, MACVLAN) },
  { name: 'hostile names', report: hostile() },
  { name: 'random names', report: random() },
  { name: 'many rules', report: report([...many(VIOLATED, 70), ...many(INCONCLUSIVE, 70)], BRIDGED) },
  { name: 'no rule', report: report([], BRIDGED) },
  { name: 'stdin', report: { ...report(all, { name: '-', bytes: fs.readFileSync(EXTERNAL) }), policy: '-' } },
  { name: 'interrupted', report: interrupted(report(all, EXTERNAL)) },
];

function interrupted(whole: CheckReport): CheckReport {
  return { ...whole, facts: { ...whole.facts, complete: false } };
}

export function caseOf(name: string): CheckReport {
  return CASES.find((one) => one.name === name)!.report;
}
