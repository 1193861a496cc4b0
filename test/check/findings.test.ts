import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FindingKind, RuleVerdict } from '../../src/model/finding.js';
import { KINDS } from '../../src/report/findings/finding-kinds.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import { format2Line, type Format2Fields } from '../support/format-2.js';
import { checked } from '../support/checked.js';

/*
 * Each kind of finding where it must be found, on a capture that is whole or lacks what the case says; most of them as
 * pages of docs/findings show them.
 */

const EXTERNAL = 'fixtures/external-to-container/linux-6.1.log';
const EL7 = 'fixtures/external-to-container/el7-3.10.log';
const BRIDGED = 'fixtures/container-to-container/el7-3.10.log';
const HAIRPIN = 'fixtures/container-to-published-hairpin/linux-6.1.log';
const PATH = '"init/PRE_ROUTING[in=ens160] > dnat > init/FORWARD >> service/LOCAL_IN"';

interface Case {
  readonly what: string;
  readonly log: string;
  /** The keys of the rule beside its name and what it protects. */
  readonly rule: string;
  /** Line numbers (from 1) that are left, as sed says them: `12,23`. All where it is not given. */
  readonly kept?: readonly (readonly [number, number])[];
  readonly verdict: RuleVerdict['verdict'];
  readonly kinds: readonly FindingKind[];
}

const CASES: readonly Case[] = [
  {
    what: 'the whole capture',
    log: EXTERNAL,
    rule: `at: init/FORWARD, path: ${PATH}`,
    verdict: 'holds',
    kinds: [],
  },
  {
    what: 'packets on one bridge',
    log: BRIDGED,
    rule: 'at: init/FORWARD, directions: reply',
    verdict: 'violated',
    kinds: ['bypassed'],
  },
  {
    what: 'a rule before DNAT',
    log: EXTERNAL,
    rule: 'at: init/PRE_ROUTING, directions: original',
    verdict: 'violated',
    kinds: ['address-mismatch'],
  },
  {
    what: 'a device that 3.10 does not know at POST_ROUTING',
    log: EL7,
    rule: 'at: init/POST_ROUTING, devices: in, directions: original',
    verdict: 'violated',
    kinds: ['device-unknown'],
  },
  {
    what: 'packets that came in elsewhere',
    log: HAIRPIN,
    rule: `at: init/FORWARD, directions: original, path: ${PATH}`,
    verdict: 'violated',
    kinds: ['path-mismatch'],
  },
  {
    what: 'a path into a namespace that is not in the log: no packet is blamed for it',
    log: EXTERNAL,
    rule: `at: init/FORWARD, directions: original, path: ${PATH}`,
    kept: [[12, 23]],
    verdict: 'inconclusive',
    kinds: ['namespace-unseen', 'only-init'],
  },
  {
    what: 'a path of which the end is not in the log',
    log: EXTERNAL,
    rule: `at: init/FORWARD, path: ${PATH}`,
    kept: [
      [1, 79],
      [88, 300],
    ],
    verdict: 'inconclusive',
    kinds: ['undelivered'],
  },
  {
    what: 'an address that NAT may have changed behind the last entry',
    log: EL7,
    rule: 'at: init/POST_ROUTING, directions: reply, priority: 101',
    verdict: 'inconclusive',
    kinds: ['address-unknown'],
  },
  {
    what: 'a lost record of LOCAL_IN',
    log: EXTERNAL,
    rule: 'at: service/LOCAL_IN, directions: original',
    kept: [
      [1, 83],
      [88, 300],
    ],
    verdict: 'inconclusive',
    kinds: ['stopped-short'],
  },
  {
    what: 'a lost line of a record',
    log: EXTERNAL,
    rule: 'at: init/FORWARD, directions: original',
    kept: [
      [1, 73],
      [75, 300],
    ],
    verdict: 'inconclusive',
    kinds: ['incomplete'],
  },
  {
    what: 'a reply without its request',
    log: EXTERNAL,
    rule: 'at: init/FORWARD, directions: reply, from: external',
    kept: [[32, 59]],
    verdict: 'inconclusive',
    kinds: ['client-unknown', 'no-traffic'],
  },
  {
    what: 'packets that are all dropped',
    log: 'fixtures/dropped-in-forward/linux-6.1.log',
    rule: 'at: init/FORWARD, directions: original',
    verdict: 'inconclusive',
    kinds: ['all-stopped'],
  },
  {
    what: 'a class of clients that is not there',
    log: EXTERNAL,
    rule: 'at: init/FORWARD, directions: original, from: [container, host]',
    verdict: 'inconclusive',
    kinds: ['no-traffic'],
  },
];

function judge({ log, rule, kept }: Case, lost: { line: number }[] = []): RuleVerdict {
  const policy = parsePolicy(
    `version: 1
services: { web: { address: 172.17.0.2:8080, published: 10.10.10.2:8081 } }
rules: [{ name: guard, protects: web, ${rule} }]`,
    'guard.yaml',
  );
  const lines = fs.readFileSync(log, 'latin1').split('\n');
  const left = kept === undefined ? lines : kept.flatMap(([from, to]) => lines.slice(from - 1, to));
  const marks = lost.map(({ line }) => ({ kind: 'dropped' as const, file: 0, line, count: 1 }));
  const bytes = Buffer.from(left.join('\n'), 'latin1');
  return checked(policy, [{ name: 'log', bytes }], { lost: marks }).verdicts[0]!;
}

describe('findings', () => {
  test.each(CASES)('$what: $verdict', (one) => {
    const { verdict, findings, packets } = judge(one);
    expect({ verdict, kinds: findings.map(({ kind }) => kind) }).toEqual({
      verdict: one.verdict,
      kinds: one.kinds,
    });
    const { total, ...rest } = packets;
    expect(total).toBe(Object.values(rest).reduce((sum, count) => sum + count, 0));
  });

  test('a log in which all namespaces look alike proves nothing', () => {
    const { log } = CASES[0]!;
    const hidden = fs
      .readFileSync(log, 'latin1')
      .replaceAll(/(NS|NET): 0{8}[0-9a-f]{8}/g, '$1: (____ptrval____)');
    for (const at of ['init/FORWARD', 'service/LOCAL_IN']) {
      const policy = parsePolicy(
        `version: 1
services: { web: { address: 172.17.0.2:8080 } }
rules: [{ name: guard, protects: web, at: ${at}, directions: original }]`,
        'guard.yaml',
      );
      const [found] = checked(policy, [{ name: 'log', bytes: Buffer.from(hidden, 'latin1') }]).verdicts;
      expect(found).toMatchObject({ verdict: 'inconclusive' });
    }
  });

  test('a log that says itself that lines are lost proves nothing, and clears no violation', () => {
    const [whole, bridged] = [CASES[0]!, CASES[1]!];
    expect(judge(whole, [{ line: 7 }])).toMatchObject({
      verdict: 'inconclusive',
      findings: [{ kind: 'loss', marks: [{ line: 7 }] }],
    });
    expect(judge(bridged, [{ line: 7 }])).toMatchObject({
      verdict: 'violated',
      findings: [{ kind: 'bypassed' }, { kind: 'loss' }],
    });
  });

  test('what was traced at another priority proves nothing, and violates nothing', () => {
    const entry = (hook: string, dev: string, fields: Format2Fields) =>
      format2Line({
        hook,
        dev,
        priority: 0,
        id: 7,
        packet: 'tcp 10.10.10.3:40000->172.17.0.2:8080 flags=SYN seqno=1 ack=0',
        ...fields,
      });
    const log = [
      entry('PRE_ROUTING', 'ens160/2', { seq: 1, in: 'ens160/2' }),
      entry('FORWARD', 'ens160/2', { seq: 2, in: 'ens160/2', out: 'docker0/3' }),
      entry('POST_ROUTING', 'docker0/3', { seq: 3, out: 'docker0/3' }),
      entry('PRE_ROUTING', 'eth0/2', { seq: 4, in: 'eth0/2', netns: 'aa' }),
      entry('LOCAL_IN', 'eth0/2', { seq: 5, in: 'eth0/2', netns: 'aa' }),
    ].join('\n');
    for (const at of ['init/FORWARD', 'init/LOCAL_IN']) {
      const policy = parsePolicy(
        `version: 1\nservices: { web: { address: "172.17.0.2:8080" } }\nrules: [{ name: guard, protects: web, at: ${at}, directions: original }]`,
        'guard.yaml',
      );
      expect(checked(policy, [{ name: 'late.log', bytes: Buffer.from(log) }]).verdicts).toMatchObject([
        {
          verdict: 'inconclusive',
          packets: { total: 1, unclear: 1 },
          findings: [{ kind: 'late', entries: 5 }],
        },
      ]);
    }
  });

  test('each kind is found here, but for those that take a capture of many CPUs or of very many paths', () => {
    const found = new Set(['loss', 'late', ...CASES.flatMap(({ kinds }) => kinds)]);
    expect(Object.keys(KINDS).filter((kind) => !found.has(kind))).toEqual(['ambiguous', 'too-many-paths']);
  });
});
