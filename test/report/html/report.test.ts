/** The page about a log says what the other formats say. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOOK_NAMES } from '../../../src/model/hook.js';
import type { PacketObject, SummaryObject } from '../../../src/report/contract/log-objects.js';
import type { VerdictObject } from '../../../src/report/contract/check-objects.js';
import type { PlacementObject } from '../../../src/report/contract/place-objects.js';
import { oldestAndNewest } from '../../support/golden.js';
import { ran } from '../../support/in-process.js';
import { kernelLog, walk } from '../../support/kernel-log.js';
import { attribute, countOf, elementsIn, elementsOf, ParsedPage, textOf } from '../../support/parsed-page.js';

const GUARD = 'fixtures/policies/guard.yaml';
const ARTICLE = 'fixtures/external-to-container/el7-3.10.log';
const VIOLATED = 'fixtures/container-to-container/el7-3.10.log';
const LOAD = 'fixtures/load-50/linux-6.1.log.gz';
const TRUTH = fs
  .readdirSync('fixtures/truth')
  .filter((name) => /brnf1-loss/.test(name))
  .map((name) => `fixtures/truth/${name}/capture.log.gz`);

async function reported(
  ...args: readonly string[]
): Promise<{ html: string; page: ParsedPage; exitCode: number }> {
  const { stdout, exitCode } = await ran(['report', ...args]);
  return { html: stdout, page: new ParsedPage(stdout), exitCode };
}

/** The objects of a command's NDJSON. */
async function objects<Type extends string>(args: readonly string[]): Promise<{ type: Type }[]> {
  const { stdout } = await ran([...args, '--format', 'json']);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: Type });
}

function only<One extends { type: string }>(all: readonly { type: string }[], type: One['type']): One[] {
  return all.filter((one): one is One => one.type === type);
}

test('a small one is as it was read and found right', async () => {
  const { html } = await reported('--policy', GUARD, ARTICLE);
  const golden = html
    .replace(/<style>[^]*<\/style>/, '<style>…</style>')
    .replace(/sha256-[\w+/=]+/, 'sha256-…')
    .replaceAll(/nfpath \d+\.\d+\.\d+/g, 'nfpath VERSION');
  await expect(golden).toMatchFileSnapshot(path.resolve('test/report/goldens/report.html'));
});

describe.each([...oldestAndNewest().map(({ log }) => log), ...TRUTH])('%s', (log) => {
  test('is counted as JSON counts it', async () => {
    const [{ page, exitCode }, all] = await Promise.all([reported(log), objects(['analyze', log])]);
    expect(exitCode).toBe(0);
    expect(page.errors).toEqual([]);
    const packets = only<PacketObject>(all, 'packet');
    const [summary] = only<SummaryObject>(all, 'summary');
    const { lines, entries, incomplete } = summary!;

    const figures = Object.fromEntries(
      elementsOf(elementsIn(elementsOf(page.elements, 'dl')[0]!), 'div').map((div) => {
        const [name, count] = elementsIn(div).map(textOf);
        return [name, countOf(count!)];
      }),
    );
    const withFate = (fate: string): number => packets.filter((packet) => packet.fate === fate).length;
    expect(figures).toEqual({
      flows: summary!.flows,
      packets: summary!.packets,
      delivered: withFate('delivered'),
      sent: withFate('sent'),
      stopped: withFate('stopped'),
      open: withFate('open'),
      entries: entries.total,
    });
    expect(
      Object.fromEntries(
        page
          .table('What became of every line')
          .slice(1)
          .map(([name, count]) => [name, countOf(count!)]),
      ),
    ).toEqual({
      lines: lines.total,
      '– of nftrace': lines.trace,
      '– of others': lines.foreign,
      '– blank': lines.blank,
      '– not understood': lines.malformed,
      '– too long': lines.tooLong,
      entries: entries.total,
      '– ambiguous': entries.ambiguous,
      'records incomplete': incomplete.records,
      module: summary!.module,
      joined: summary!.joined,
      'one line': summary!.oneLine,
      packets: summary!.packets,
      flows: summary!.flows,
    });

    // Packets have the names that were known when they were closed.
    const names = new Map(summary!.namespaces.map(({ netns, name }) => [netns, name]));
    const seen = new Map<string, number[]>();
    for (const { hops } of packets)
      for (const { netns, entries: own } of hops) {
        const name = names.get(netns)!;
        const counts = seen.get(name) ?? HOOK_NAMES.map(() => 0);
        seen.set(name, counts);
        for (const { hook } of own) counts[HOOK_NAMES.indexOf(hook)]!++;
      }
    const rows = page.table('Entries by namespace and hook').slice(1);
    expect(new Map(rows.map(([name, ...counts]) => [name, counts.slice(0, -1).map(countOf)]))).toEqual(seen);
    expect(rows.reduce((sum, row) => sum + countOf(row.at(-1)!), 0)).toBe(withFate('stopped'));

    expect(listedPackets(page)).toBe(summary!.packets);
    expect(page.elements.some((element) => attribute(element, 'class') === 'warning')).toBe(
      entries.ambiguous + incomplete.records + lines.malformed + lines.tooLong + summary!.lost.length > 0 ||
        withFate('delivered') + withFate('sent') === 0,
    );
  });
});

/** The packets of all paths that are drawn, and of those that are counted. */
function listedPackets(page: ParsedPage): number {
  const texts = page.elements
    .filter((element) => element.tagName === 'summary' || attribute(element, 'class') === 'rest')
    .map(textOf);
  const counts = texts.flatMap(
    (text) =>
      /^\d+ (?:original|reply) ×([\d,]+)|paths? more of ([\d,]+)|\(.*flows?, ([\d,]+) packets?\)/
        .exec(text)
        ?.slice(1) ?? [],
  );
  return counts.filter((count) => count !== undefined).reduce((sum, count) => sum + countOf(count), 0);
}

describe('with a policy', () => {
  test.each([
    [ARTICLE, 0],
    [VIOLATED, 1],
    ['fixtures/dropped-in-forward/linux-6.1.log', 3],
  ])('%s: verdicts, findings and placements are those of check and place', async (log, code) => {
    const { page, exitCode } = await reported('--policy', GUARD, log);
    expect(exitCode).toBe(code);
    expect(page.errors).toEqual([]);
    const [verdict] = only<VerdictObject>(await objects(['check', '-p', GUARD, log]), 'verdict');
    const rules = textOf(page.byId('rules'));
    expect(rules).toContain(
      `${verdict!.rule} ${{ holds: '✓', violated: '✗', inconclusive: '?' }[verdict!.verdict]} ${verdict!.verdict}`,
    );
    for (const { reason, fix } of verdict!.findings) {
      expect(rules).toContain(reason);
      expect(rules).toContain(fix);
    }
    const classes = page.table(`Packets of the rule ${verdict!.rule}`);
    const seen = classes.slice(1).map((row) => countOf(row[2]!));
    expect(seen).toEqual(verdict!.classes.map((one) => one.seen));

    const placements = only<PlacementObject>(await objects(['place', '172.17.0.2:8080', log]), 'placement');
    const rows = page.table('Placements for web').slice(1);
    expect(rows.map(([place]) => place!.replace(/ ★$/, ''))).toEqual(placements.map(({ at }) => at));
    expect(rows.filter(([place]) => place!.endsWith('★')).length).toBe(
      placements.filter(({ at }) => ['init/LOCAL_IN', 'init/POST_ROUTING'].includes(at)).length,
    );
    expect(rows.map((row) => row.slice(-3))).toEqual(
      placements.map(({ addresses, devices }) => [
        addresses.join(' '),
        ...[devices.in, devices.out].map(
          (known) => ({ always: 'yes', sometimes: 'some', never: 'no' })[known],
        ),
      ]),
    );
  });

  test('a finding leads to its path', async () => {
    const { page } = await reported('--policy', GUARD, VIOLATED);
    const links = elementsOf(elementsIn(page.byId('rules')), 'a').map((link) => attribute(link, 'href'));
    expect(links).toEqual(['#path-1', '#path-2']);
    const summaries = page.elements.filter((one) => attribute(one, 'class') === 'path').map(textOf);
    expect(summaries.map((text) => text.split(' ', 2))).toEqual([
      ['1', 'original'],
      ['2', 'reply'],
    ]);
  });
});

test('every link leads to something in the page', async () => {
  const { page } = await reported('--policy', GUARD, VIOLATED);
  const links = elementsOf(page.elements, 'a').map((link) => attribute(link, 'href')!);
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) page.byId(link.slice(1));
  const ids = page.elements.flatMap((element) => attribute(element, 'id') ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the same logs give the same page', async () => {
  expect((await reported(LOAD)).html).toBe((await reported(LOAD)).html);
});

test('what makes a log less than the whole comes first', async () => {
  const log = kernelLog([
    walk('a', '10.0.0.9:1 > 10.0.0.1:80', ['init/PRE_ROUTING eth0', 'init/LOCAL_IN eth0']),
    '[  101.000000] ** 12 printk messages dropped **',
  ]).text;
  const { stdout } = await ran(['report'], `${log}[  102.000000] [nftrace]: DEV: no form\n`);
  const page = new ParsedPage(stdout);
  const warning = page.elements.find((element) => attribute(element, 'class') === 'warning')!;
  expect(textOf(warning)).toMatch(
    /^This is not the whole truth 1 line not understood\. ?12 lines dropped by the console/,
  );
  expect(page.elements.indexOf(warning)).toBeLessThan(
    page.elements.indexOf(elementsOf(page.elements, 'dl')[0]!),
  );
  expect(page.table('Losses').slice(1)).toEqual([['dropped', expect.any(String), '9', '12']]);
});

test('a log without packets is a page, too', async () => {
  const { stdout, exitCode } = await ran(['report', '--policy', GUARD], '');
  expect(exitCode).toBe(3);
  const page = new ParsedPage(stdout);
  expect(page.errors).toEqual([]);
  expect(textOf(page.byId('rules'))).toContain('inconclusive');
  expect(page.table('Entries by namespace and hook').length).toBe(1);
});

test('ten thousand flows, half of them of one service, stay a page of moderate size, in which all are counted', async () => {
  const port = (i: number): number => (i % 2 === 0 ? 8080 : 10_000 + i);
  const log = kernelLog(
    Array.from({ length: 10_000 }, (_, i) =>
      walk(`s${i}`, `10.1.${i >> 8}.${i & 255}:4000 > 172.17.0.2:${port(i)}`, [
        'init/PRE_ROUTING ens160',
        'init/LOCAL_IN ens160',
      ]),
    ),
  ).text;
  const { stdout } = await ran(['report'], log);
  const page = new ParsedPage(stdout);
  expect(stdout.length).toBeLessThan(1_000_000);
  expect(listedPackets(page)).toBe(10_000);
  expect(page.table('Clients and how their packets ended').length).toBe(1 + 100);
  const paths = textOf(page.byId('paths'));
  expect(paths).toContain('10,000 flows to 5,001 services, folded to 5,001 distinct paths.');
  expect(paths).toContain('4,900 clients more, with fewer packets (4,900): not listed.');
  expect(paths).toContain(
    '4,801 services more, with fewer packets (4,801 flows, 4,801 packets): not listed.',
  );
});
