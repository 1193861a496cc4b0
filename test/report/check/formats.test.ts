import fs from 'node:fs';
import path from 'node:path';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { Parser } from 'tap-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { RuleVerdict } from '../../../src/model/finding.js';
import type { Rule } from '../../../src/model/policy.js';
import { parsePolicy } from '../../../src/policy/parse-policy.js';
import { checkGithub } from '../../../src/report/check-github.js';
import { checkJson } from '../../../src/report/check-json.js';
import { checkJunit } from '../../../src/report/check-junit.js';
import type { CheckReport } from '../../../src/report/check-report.js';
import { checkSarif } from '../../../src/report/check-sarif.js';
import { checkTap } from '../../../src/report/check-tap.js';
import { checkText } from '../../../src/report/check-text.js';
import { PLAIN } from '../../../src/report/style.js';
import { judged } from '../../support/judged.js';

const EXTERNAL = 'fixtures/external-to-container/el7-3.10.log';
const BRIDGED = 'fixtures/container-to-container/el7-3.10.log';

/** One rule of each verdict and several findings: bypassed, address-mismatch, no-traffic, namespace-unseen. */
const POLICY = `version: 1
services:
  web: { address: 172.17.0.2:8080, published: [10.10.10.2:8081] }
  idle: { address: 172.17.0.3:8080 }
rules:
  - { name: host guard, protects: web, at: [init/LOCAL_IN, init/POST_ROUTING] }
  - { name: early guard, protects: web, at: init/PRE_ROUTING, directions: original }
  - { name: pod guard, protects: web, at: [service/LOCAL_IN, service/LOCAL_OUT] }
  - { name: idle guard, protects: idle, at: service/LOCAL_IN }
`;

/** Names and devices that somebody has chosen to break what reads them. */
const HOSTILE_NAME = ']]> & <b> "x" # SKIP \\ %0A::error::x, y: z é';
const HOSTILE_DEVICE = Buffer.from('\x1b[31m]]>&\x07\xe9\xe2\x80\xae#', 'latin1');

interface Case {
  readonly name: string;
  readonly report: CheckReport;
}

function report(policy: string, ...logs: { name: string; bytes: Buffer }[]): CheckReport {
  return judged(parsePolicy(policy, 'guard.yaml'), logs);
}

function log(name: string): { name: string; bytes: Buffer } {
  return { name, bytes: fs.readFileSync(name) };
}

/** A report with a rule many times over. */
function manyRules(base: CheckReport, count: number): CheckReport {
  const [first] = base.verdicts as [RuleVerdict];
  const verdicts = Array.from({ length: count }, (_, i): RuleVerdict => {
    const rule: Rule = { ...first.rule, name: `rule ${i + 1}` };
    return { ...first, rule };
  });
  return { ...base, verdicts };
}

function hostileReport(): CheckReport {
  const policy = `version: 1
services: { web: { address: 172.17.0.2:8080 } }
rules:
  - name: ${JSON.stringify(HOSTILE_NAME)}
    protects: web
    at: init/FORWARD
    path: "!init/FORWARD"
`;
  const { bytes } = log(EXTERNAL);
  const hostile = bytes.toString('latin1').replaceAll('docker0', HOSTILE_DEVICE.toString('latin1'));
  return report(policy, { name: 'a b#c%20:,ü.log', bytes: Buffer.from(hostile, 'latin1') });
}

const several = report(POLICY, log(EXTERNAL), log(BRIDGED));
const CASES: readonly Case[] = [
  { name: 'verdicts', report: several },
  { name: 'hostile', report: hostileReport() },
  { name: 'many', report: manyRules(report(POLICY, log(BRIDGED)), 70) },
  { name: 'stdin', report: { ...report(POLICY, { ...log(BRIDGED), name: '-' }), policy: '-' } },
];
const FORMATS = {
  json: checkJson,
  junit: checkJunit,
  sarif: checkSarif,
  tap: checkTap,
  github: checkGithub,
  text: (one: CheckReport) => checkText(one, [], { style: PLAIN, width: 100 }),
};

test('the report of these tests has each verdict', () => {
  expect(several.verdicts.map(({ verdict }) => verdict)).toEqual([
    'violated',
    'violated',
    'holds',
    'inconclusive',
  ]);
});

describe.each(Object.entries(FORMATS))('%s', (format, make) => {
  test('is as it was read and found right', async () => {
    await expect(make(several)).toMatchFileSnapshot(
      path.resolve('test/report/check', `verdicts.${format}.txt`),
    );
  });

  test.each(CASES)('has nothing in it that is not to be seen: $name', ({ report: one }) => {
    expect(make(one)).not.toMatch(/[^\P{C}\n]/u);
  });
});

describe('JUnit XML', () => {
  const schema = fs.readFileSync('test/report/check/junit.xsd', 'utf8');

  test.each(CASES)('keeps to its schema: $name', async ({ report: one }) => {
    const { errors } = await validateXML({
      xml: [{ fileName: 'nfpath.xml', contents: checkJunit(one) }],
      schema: [{ fileName: 'junit.xsd', contents: schema }],
    });
    expect(errors).toEqual([]);
  });

  test('a rule that does not hold is a failure or an error, and nothing is skipped', () => {
    const xml = checkJunit(several);
    expect(xml).toContain('tests="4" failures="2" errors="1"');
    expect(xml.match(/<failure /g)).toHaveLength(2);
    expect(xml.match(/<error /g)).toHaveLength(1);
    expect(xml).not.toContain('<skipped');
  });
});

describe('SARIF', () => {
  const ajv = addFormats.default(
    new AjvDraft4.default({ strict: false, allErrors: true, unicodeRegExp: false }),
  );
  let validate: ReturnType<typeof ajv.compile>;

  beforeAll(() => {
    const file = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
    validate = ajv.compile(JSON.parse(fs.readFileSync(file, 'utf8')) as object);
  });

  test.each(CASES)('keeps to its schema: $name', ({ report: one }) => {
    validate(JSON.parse(checkSarif(one)));
    expect(validate.errors ?? []).toEqual([]);
  });

  interface Sarif {
    runs: { results: Result[] }[];
  }
  interface Result {
    ruleId: string;
    level: string;
    locations: { physicalLocation?: Place }[];
    codeFlows?: { threadFlows: { locations: { location: { physicalLocation: Place } }[] }[] }[];
    partialFingerprints: Record<string, string>;
  }
  interface Place {
    artifactLocation: { uri: string };
    region: { startLine: number };
  }
  const resultsOf = (one: CheckReport): Result[] => (JSON.parse(checkSarif(one)) as Sarif).runs[0]!.results;

  test('each finding is a result at its rule in the policy, and its path is at its lines in the log', () => {
    const results = resultsOf(several);
    expect(results).toHaveLength(several.verdicts.flatMap(({ findings }) => findings).length);
    expect(results[0]!.locations[0]!.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'guard.yaml' },
      region: { startLine: 6 },
    });
    const steps = results[0]!.codeFlows![0]!.threadFlows[0]!.locations;
    const lines = fs.readFileSync(BRIDGED, 'utf8').split('\n');
    for (const { location } of steps) {
      expect(location.physicalLocation.artifactLocation.uri).toBe(BRIDGED);
      expect(lines[location.physicalLocation.region.startLine - 1]).toMatch(/\]: \[[0-4]\]: /);
    }
  });

  test('fingerprints tell findings apart, and stay the same on another capture', () => {
    const prints = resultsOf(several).map((result) => result.partialFingerprints['nfpathFinding/v1']!);
    expect(new Set(prints).size).toBe(prints.length);
    const other = resultsOf(report(POLICY, log('fixtures/container-to-container/linux-6.1.log')));
    expect(prints).toContain(other[0]!.partialFingerprints['nfpathFinding/v1']);
  });

  test('odd file names become URIs that lead back to them', () => {
    const [result] = resultsOf(hostileReport());
    const { uri } =
      result!.codeFlows![0]!.threadFlows[0]!.locations[0]!.location.physicalLocation.artifactLocation;
    expect(uri).toMatch(/^[!-~]+$/);
    expect(decodeURIComponent(uri)).toBe('a b#c%20:,ü.log');
  });
});

describe('TAP', () => {
  test.each(CASES)('is read by a TAP parser: $name', ({ report: one }) => {
    const results = Parser.parse(checkTap(one), { strict: true }).filter(([type]) => type !== 'comment');
    const points = results.flatMap(([type, value]) => (type === 'assert' ? [value] : []));
    expect(results.filter(([type]) => type === 'extra')).toEqual([]);
    expect(points.map(({ ok, skip, todo }) => ({ ok, skip, todo }))).toEqual(
      one.verdicts.map(({ verdict }) => ({ ok: verdict === 'holds', skip: false, todo: false })),
    );
    expect(points.map(({ name }) => name)).toEqual(one.verdicts.map(({ rule }) => rule.name));
    for (const [i, { diag }] of points.entries()) {
      const { verdict } = one.verdicts[i]!;
      if (verdict !== 'holds') expect(diag).toMatchObject({ verdict });
    }
  });
});

describe('GitHub annotations', () => {
  interface Command {
    level: string;
    properties: Record<string, string>;
    message: string;
  }

  /** As the runner reads them: actions/runner, ActionCommand.cs. */
  function commandsOf(text: string): Command[] {
    return text
      .trimEnd()
      .split('\n')
      .map((line) => {
        const match = /^::(error|warning|notice) ([^:]*)::(.*)$/.exec(line);
        if (match === null) throw new Error(`no command: ${line}`);
        const properties = match[2]!.split(',').map((pair) => {
          const [name, value] = pair.split(/=(.*)/);
          return [name!, unescaped(value!, true)];
        });
        return {
          level: match[1]!,
          properties: Object.fromEntries(properties) as Record<string, string>,
          message: unescaped(match[3]!, false),
        };
      });
  }

  function unescaped(text: string, isProperty: boolean): string {
    const codes = { '%0D': '\r', '%0A': '\n', '%25': '%', ...(isProperty && { '%3A': ':', '%2C': ',' }) };
    return text.replace(/%(?:0D|0A|25|3A|2C)/g, (code) => (codes as Record<string, string>)[code] ?? code);
  }

  test.each(CASES)('are commands that the runner reads, within its limits: $name', ({ report: one }) => {
    const commands = commandsOf(checkGithub(one));
    for (const level of ['error', 'warning', 'notice']) {
      expect(commands.filter((command) => command.level === level).length).toBeLessThanOrEqual(10);
    }
    for (const { message } of commands) expect(message.length).toBeLessThan(60_000);
    // No rule that does not hold goes without a word.
    const said = JSON.stringify(commands);
    for (const { rule, verdict } of one.verdicts) {
      if (verdict !== 'holds') expect(said).toContain(JSON.stringify(rule.name).slice(1, -1));
    }
  });

  test('stand at the rule in the policy', () => {
    expect(commandsOf(checkGithub(several))[0]).toMatchObject({
      level: 'error',
      properties: { file: 'guard.yaml', line: '6', col: '5' },
    });
  });
});
