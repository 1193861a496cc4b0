import { TCP } from '../../src/model/protocol.js';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { HOOK_NAMES } from '../../src/model/hook.js';
import type { RuleVerdict } from '../../src/model/finding.js';
import type { Direction } from '../../src/model/packet.js';
import type { Rule, Service, ServiceEndpoint } from '../../src/model/policy.js';
import { PRIORITIES } from '../../src/model/priority.js';
import { checked } from '../support/checked.js';

/*
 * The verdict on a rule at each of the five hooks of init and of the service's namespace, for every scenario and
 * kernel: a table a scenario in test/check/verdicts/, read against what the kernel does and found right. To
 * accept another one: `npx vitest run test/check/verdicts -u`, and read the difference.
 */

const SCENARIOS: Readonly<Record<string, { service: string; published?: string }>> = {
  'container-to-container': { service: '172.17.0.2:8080' },
  'container-to-container-bridge-nf': { service: '172.17.0.2:8080' },
  'container-to-external-masq': { service: '10.10.10.3:80' },
  'container-to-published-hairpin': { service: '172.17.0.2:8080', published: '10.10.10.2:8081' },
  'dropped-in-forward': { service: '172.17.0.2:8080', published: '10.10.10.2:8081' },
  'dropped-in-raw-prerouting': { service: '172.17.0.2:8080', published: '10.10.10.2:8081' },
  'external-to-container': { service: '172.17.0.2:8080', published: '10.10.10.2:8081' },
  'external-to-host-local': { service: '10.10.10.2:22' },
  'host-to-container': { service: '172.17.0.2:8080' },
  'host-to-published-local': { service: '172.17.0.2:8080', published: '10.10.10.2:8081' },
  'load-50': { service: '172.17.0.2:8080', published: '10.10.10.2:8081' },
  'macvlan-bypass': { service: '10.10.10.20:8080' },
  'rejected-with-reset': { service: '172.17.0.2:8080', published: '10.10.10.2:8081' },
  'sidecar-redirect': { service: '127.0.0.1:15001', published: '1.2.3.4:7777' },
  'two-bridges-routed': { service: '172.17.0.2:8080' },
  'truth/linux-6.1-overlay-service-vip': { service: '10.244.2.10:9376', published: '10.96.0.10:80' },
  'truth/linux-6.1-reply-large-brnf1': { service: '172.17.0.2:9000' },
};

const DIRECTIONS: readonly Direction[] = ['original', 'reply'];

/** What a column's rules have beside their placement. */
const COLUMNS: readonly { title: string; rule: Partial<Rule> }[] = [
  { title: 'first', rule: {} },
  { title: 'filter', rule: { priority: PRIORITIES.NF_IP_PRI_FILTER } },
  { title: 'behind SNAT', rule: { priority: PRIORITIES.NF_IP_PRI_NAT_SRC + 1 } },
  { title: 'both devices', rule: { devices: ['in', 'out'] } },
  { title: 'published', rule: { match: 'published' } },
];

/** The logs of a scenario by kernel: `el7-3.10`, `linux-6.1`. */
function kernelsOf(scenario: string): { kernel: string; bytes: Buffer }[] {
  const folder = path.join('fixtures', scenario);
  return fs
    .readdirSync(folder)
    .filter((name) => /\.log(\.gz)?$/.test(name))
    .map((name) => {
      const bytes = fs.readFileSync(path.join(folder, name));
      return {
        kernel: name.replace(/\.log(\.gz)?$/, ''),
        bytes: name.endsWith('.gz') ? zlib.gunzipSync(bytes) : bytes,
      };
    });
}

function endpoint(text: string): ServiceEndpoint {
  const [address, port] = text.split(':');
  return { protocol: TCP, address: address!, port: Number(port) };
}

/** `seen` or `holds`, and else the kinds of the findings. */
function cellOf({ verdict, findings }: RuleVerdict): string {
  return verdict === 'holds' ? 'holds' : [...new Set(findings.map(({ kind }) => kind))].join(' ');
}

/** A row for each placement, a column for each kind of rule and direction. */
function tableOf(service: Service, bytes: Buffer): string {
  const columns = COLUMNS.filter(({ rule }) => rule.match !== 'published' || service.published.length > 0);
  const places = ['init', 'service'].flatMap((namespace) =>
    HOOK_NAMES.map((_, hook) => ({ namespace, hook })),
  );
  const rules = places.flatMap((at) =>
    columns.flatMap(({ rule }) =>
      DIRECTIONS.map((direction): Rule => ({
        name: 'guard',
        protects: service,
        at: [at],
        priority: PRIORITIES.NF_IP_PRI_FIRST,
        match: 'address',
        directions: [direction],
        from: null,
        devices: [],
        path: {},
        position: { line: 1, column: 1 },
        ...rule,
      })),
    ),
  );
  const { verdicts } = checked({ namespaces: [], services: [service], rules }, [{ name: 'log', bytes }]);
  const perRow = columns.length * DIRECTIONS.length;
  const rows = places.map(({ namespace, hook }, i) => [
    `${namespace}/${HOOK_NAMES[hook]}`,
    ...verdicts.slice(i * perRow, (i + 1) * perRow).map(cellOf),
  ]);
  const heads = [
    ['', ...columns.flatMap(({ title }) => [title, ''])],
    ['rule at', ...columns.flatMap(() => DIRECTIONS)],
  ];
  return aligned([...heads, ...rows]);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

describe('verdicts', () => {
  test.each(Object.entries(SCENARIOS))('%s', async (scenario, { service, published }) => {
    const protectedService = {
      name: 'web',
      address: endpoint(service),
      published: published === undefined ? [] : [endpoint(published)],
    };
    const tables = new Map<string, string[]>();
    for (const { kernel, bytes } of kernelsOf(scenario)) {
      const table = tableOf(protectedService, bytes);
      tables.set(table, [...(tables.get(table) ?? []), kernel]);
    }
    const title = `${service}${published === undefined ? '' : `, published as ${published}`}`;
    const text = [...tables]
      .map(([table, kernels]) => `${kernels.join(', ')}: ${title}\n\n${table}`)
      .join('\n');
    await expect(text).toMatchFileSnapshot(
      path.resolve('test/check/verdicts', `${path.basename(scenario)}.txt`),
    );
  });
});
