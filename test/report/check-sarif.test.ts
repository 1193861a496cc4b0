import fs from 'node:fs';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { CheckReport } from '../../src/report/check/check-report.js';
import { checkSarif } from '../../src/report/check/check-sarif.js';
import {
  BRIDGED,
  BRIDGED_TOO,
  CASES,
  caseOf,
  EXTERNAL,
  many,
  report as reportOf,
  VIOLATED,
} from './check-cases.js';

interface Place {
  readonly artifactLocation: { readonly uri: string };
  readonly region: { readonly startLine: number; readonly startColumn?: number };
}
interface Location {
  readonly physicalLocation?: Place;
  readonly message?: { readonly text: string };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly relatedLocations?: readonly Location[];
  readonly codeFlows?: readonly [
    { threadFlows: readonly [{ locations: readonly { location: Location }[] }] },
  ];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
interface Run {
  readonly tool: { readonly driver: { readonly version: string; readonly rules: readonly { id: string }[] } };
  readonly invocations: readonly { executionSuccessful: boolean; exitCode?: number }[];
  readonly artifacts: readonly { location: { uri: string } }[];
  readonly results: readonly Result[];
  readonly properties: Readonly<Record<string, unknown>>;
}

const SCHEMA = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
const ajv = addFormats.default(
  new AjvDraft4.default({ strict: false, allErrors: true, unicodeRegExp: false }),
);
const validate = ajv.compile(JSON.parse(fs.readFileSync(SCHEMA, 'utf8')) as object);

function runOf(report: CheckReport): Run {
  return (JSON.parse(checkSarif(report)) as { runs: [Run] }).runs[0];
}

function stepsOf({ codeFlows }: Result): Place[] {
  return codeFlows![0].threadFlows[0].locations.map(({ location }) => location.physicalLocation!);
}

describe.each(CASES)('$name', ({ report }) => {
  const { results, tool, invocations } = runOf(report);

  test('keeps to its schema', () => {
    validate(JSON.parse(checkSarif(report)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('a result for each finding, the gravest first; none for a rule that holds', () => {
    const kinds = report.verdicts.flatMap(({ findings }) => findings.map(({ kind }) => kind as string));
    expect(results.map(({ ruleId }) => ruleId).sort()).toEqual(kinds.sort());
    const ranks = results.map(({ level }) => ['error', 'warning'].indexOf(level));
    expect(ranks).toEqual([...ranks].sort());
  });

  test('none looks green', () => {
    for (const { kind, level, ruleId, ruleIndex } of results) {
      expect(kind).toBe('fail');
      expect(['error', 'warning']).toContain(level);
      expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    }
  });

  test('fingerprints tell all results apart', () => {
    const prints = results.map(({ partialFingerprints }) => partialFingerprints['nfpathFinding/v1']!);
    expect(new Set(prints).size).toBe(prints.length);
  });

  test('says whether it ran to its end, and the exit code', () => {
    const verdicts = report.verdicts.map(({ verdict }) => verdict);
    const exitCode = verdicts.includes('violated') ? 1 : verdicts.includes('inconclusive') ? 3 : 0;
    expect(invocations[0]!.executionSuccessful).toBe(report.facts.complete);
    expect(invocations[0]!.exitCode).toBe(report.facts.complete ? exitCode : undefined);
  });
});

test('a finding is at its rule in the policy, and its path at the lines of the log', () => {
  const run = runOf(caseOf('violated'));
  expect(run.tool.driver.version).toBe('0.0.0');
  expect(run.artifacts.map(({ location }) => location.uri)).toEqual(['guard.yaml', BRIDGED]);
  const [original] = run.results;
  expect(original!.locations[0]!.physicalLocation).toEqual({
    artifactLocation: { uri: 'guard.yaml' },
    region: { startLine: 6, startColumn: 5 },
  });
  const lines = fs.readFileSync(BRIDGED, 'utf8').split('\n');
  const steps = stepsOf(original!);
  expect(steps.map(({ region }) => region.startLine)).toEqual([4, 8, 12, 16]);
  for (const { artifactLocation, region } of steps) {
    expect(artifactLocation.uri).toBe(BRIDGED);
    expect(lines[region.startLine - 1]).toMatch(/\]: \[[0-4]\]: /);
  }
  const related = original!.relatedLocations!.map(
    ({ physicalLocation }) => physicalLocation!.region.startLine,
  );
  expect(related).toEqual([4, 16]);
});

test('of several inputs each path is in its own', () => {
  const uris = runOf(caseOf('several inputs')).results.flatMap((result) =>
    result.codeFlows === undefined ? [] : stepsOf(result).map(({ artifactLocation }) => artifactLocation.uri),
  );
  expect(new Set(uris)).toEqual(new Set([EXTERNAL, BRIDGED, 'fixtures/macvlan-bypass/linux-6.1.log']));
});

test('fingerprints are the same for another capture of the same', () => {
  const prints = (log: string): unknown[] =>
    runOf(reportOf([VIOLATED], log)).results.map(({ partialFingerprints }) => partialFingerprints);
  expect(prints(BRIDGED_TOO)).toEqual(prints(BRIDGED));
  expect(prints(BRIDGED)).toEqual([
    { 'nfpathFinding/v1': 'host%20guard/bypassed/original/container/no-hook-between:1' },
    { 'nfpathFinding/v1': 'host%20guard/bypassed/reply/container/no-hook-between:1' },
  ]);
});

test('standard input is no file; a result is then where the packet is in the log, if that is one', () => {
  const { results, artifacts } = runOf(caseOf('stdin'));
  expect(artifacts).toEqual([]);
  expect(JSON.stringify(results)).not.toContain('physicalLocation');
  const [first] = runOf({ ...caseOf('violated'), policy: '-' }).results;
  expect(first!.locations[0]!.physicalLocation).toMatchObject({ artifactLocation: { uri: BRIDGED } });
});

test('odd file names become URIs that lead back to them', () => {
  const { results, artifacts } = runOf(caseOf('hostile names'));
  const [policy, log] = artifacts.map(({ location }) => location.uri);
  expect([policy, log].join('')).toMatch(/^[!-~]+$/);
  expect(decodeURIComponent(policy!)).toBe('po,l:i%cy\u0007.yaml');
  expect(decodeURIComponent(log!)).toBe('a b#c%20:,ü?.log');
  expect(stepsOf(results[0]!)[0]!.artifactLocation.uri).toBe(log);
  const absolute = runOf({ ...caseOf('holds'), policy: '/etc/nf path.yaml' });
  expect(absolute.artifacts[0]!.location.uri).toBe('file:///etc/nf%20path.yaml');
});

test('a name cannot put a link or a placeholder into a message', () => {
  const texts = runOf(caseOf('hostile names')).results.map(({ message }) => message.text);
  const linked = texts.filter((text) => text.includes('a link'));
  expect(linked.length).toBeGreaterThan(0);
  for (const text of linked) {
    expect(text).toContain(String.raw`\[a link\](https://example.com) {{0}}`);
  }
});

test('of very many results the gravest are kept, and the others counted', () => {
  const { results, properties } = runOf(reportOf(many(VIOLATED, 2600), BRIDGED));
  expect(results).toHaveLength(5000);
  expect(properties['unlistedResults']).toBe(200);
});
