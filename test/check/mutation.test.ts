import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HOOK_NAMES, PRE_ROUTING, type HookName } from '../../src/model/hook.js';
import type { Direction } from '../../src/model/packet.js';
import type { RuleVerdict } from '../../src/model/finding.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import { analysed, type Analysed } from '../support/analysed.js';
import { checked } from '../support/checked.js';

/*
 * The law of missing evidence: where a rule holds, and the record is taken out in which it saw a packet that got
 * through, or any one line of that record, it holds no longer.
 */

const SERVICES: Readonly<Record<string, string>> = {
  'container-to-container': '172.17.0.2:8080',
  'container-to-container-bridge-nf': '172.17.0.2:8080',
  'container-to-external-masq': '10.10.10.3:80',
  'container-to-published-hairpin': '172.17.0.2:8080',
  'external-to-container': '172.17.0.2:8080',
  'external-to-host-local': '10.10.10.2:22',
  'host-to-container': '172.17.0.2:8080',
  'host-to-published-local': '172.17.0.2:8080',
  'macvlan-bypass': '10.10.10.20:8080',
  'two-bridges-routed': '172.17.0.2:8080',
};

interface Case {
  readonly log: string;
  /** The host outside is another machine, of which the log has nothing. */
  readonly withoutClient: boolean;
  readonly service: string;
  readonly namespace: 'init' | 'service';
  readonly hook: HookName;
  readonly direction: Direction;
}

function verdictOn(lines: readonly string[], { service, namespace, hook, direction }: Case): RuleVerdict {
  const policy = parsePolicy(
    `version: 1
services: { web: { address: '${service}' } }
rules: [{ name: guard, protects: web, at: ${namespace}/${hook}, directions: ${direction} }]`,
    'guard.yaml',
  );
  return checked(policy, [{ name: 'log', bytes: Buffer.from(lines.join('\n'), 'latin1') }]).verdicts[0]!;
}

const cases = Object.entries(SERVICES).flatMap(([scenario, service]) =>
  fs
    .readdirSync(`fixtures/${scenario}`)
    // Kernels of which the paths are alike take a long time here.
    .filter((name) => name.endsWith('.log') && !/^linux-(?:6\.12|7\.2)\.log$/.test(name))
    .flatMap((name) =>
      (['init', 'service'] as const).flatMap((namespace) =>
        HOOK_NAMES.flatMap((hook) =>
          (['original', 'reply'] as const).flatMap((direction) =>
            [false, ...(scenario.startsWith('external') ? [true] : [])].map((withoutClient): Case => {
              const log = `fixtures/${scenario}/${name}`;
              return { log, withoutClient, service, namespace, hook, direction };
            }),
          ),
        ),
      ),
    ),
);

/** Lines (from 0) of the packet lines of the records in which the rule saw a packet. */
function sightLines({ packets }: Analysed, { service, namespace, hook, direction }: Case): number[] {
  // The service of external-to-host-local is the host's own.
  const [address] = service === '10.10.10.2:22' ? ['init'] : service.split(':');
  return packets
    .filter((packet) => packet.direction === direction)
    .filter(({ fate }) => fate === 'delivered' || fate === 'sent')
    .flatMap(({ hops }) => hops)
    .filter(({ name }) => name === (namespace === 'init' ? 'init' : address))
    .flatMap(({ entries }) => {
      const own = entries.filter((entry) => entry.hook === hook);
      // br_netfilter shows a packet at PRE_ROUTING and IP once more: the rule has seen it in either.
      return own.length > 1 && hook === HOOK_NAMES[PRE_ROUTING] ? [] : own;
    })
    .map(({ line }) => line - 1);
}

describe('where a rule holds, it does so no longer', () => {
  const holding = cases.filter((one) => verdictOn(readLines(one), one).verdict === 'holds');

  test('there are many such rules', () => {
    expect(holding.length).toBeGreaterThan(150);
  });

  test.each(holding)('$log: $namespace/$hook, $direction, without client: $withoutClient', (one) => {
    const lines = readLines(one);
    const sights = sightLines(analysed(lines.join('\n')), one);
    expect(sights.length + Number(one.hook === 'PRE_ROUTING')).toBeGreaterThan(0);
    for (const last of sights) {
      const isOneLine = / v2 cpu=/.test(lines[last]!);
      const mutants = [
        ...(isOneLine ? [] : [lines.toSpliced(last - 3, 4)]),
        ...(isOneLine ? [0] : [0, 1, 2, 3]).map((back) => lines.toSpliced(last - back, 1)),
      ];
      for (const [i, mutant] of mutants.entries()) {
        const { verdict } = verdictOn(mutant, one);
        expect({ line: last + 1, mutant: i, verdict }).not.toMatchObject({ verdict: 'holds' });
      }
    }
  });
});

function readLines({ log, withoutClient }: Case): string[] {
  const lines = fs.readFileSync(log, 'latin1').split('\n');
  if (!withoutClient) return lines;
  const { packets } = analysed(lines.join('\n'));
  const outside = packets.flatMap(({ hops }) => hops).filter(({ name }) => name === '10.10.10.3');
  const gone = new Set(
    outside.flatMap(({ entries }) => entries.flatMap(({ line }) => [line - 4, line - 3, line - 2, line - 1])),
  );
  return lines.filter((_, i) => !gone.has(i));
}
