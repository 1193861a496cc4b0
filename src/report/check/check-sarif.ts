import { isViolation, type Finding } from '../../model/finding.js';
import type { Rule } from '../../model/policy.js';
import { countRules, exitCodeOf, type CheckReport } from './check-report.js';
import { fileUri, STDIN, uriText } from './file-place.js';
import { identityOf } from '../findings/finding-identity.js';
import { findingLines } from '../findings/finding-text.js';
import { packetPlaces, ruleLocation } from './sarif-places.js';
import { levelOf, ruleIndexOf, SARIF_RULES } from './sarif-rules.js';
import { sarifText } from './sarif-text.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** GitHub refuses a run with more than 25,000 results, and keeps 5,000: what is gravest comes first. */
const MOST_RESULTS = 5000;

/**
 * A check as SARIF 2.1.0: the kinds of findings are its rules, and findings its results, at the policy's line, with
 * the example packet's path through the log as their code flow.
 *
 * What is inconclusive is of kind `fail` and level `warning`. `open` or `review` would be nearer to the word, but any
 * kind beside `fail` demands the level `none` (3.27.10), which viewers hide: it would look green. Rules that hold
 * have no result: GitHub takes no notice of `kind`, and would make an alert of each that passes.
 */
export function checkSarif(report: CheckReport): string {
  const found = report.verdicts.flatMap(({ findings, rule }) =>
    findings.map((finding) => ({ finding, rule })),
  );
  const nth = counter();
  const results = [
    ...found.filter(({ finding }) => isViolation(finding.kind)),
    ...found.filter(({ finding }) => !isViolation(finding.kind)),
  ].map(({ finding, rule }) => findingResult(finding, rule, report, nth));
  return log(report, results);
}

function log(report: CheckReport, results: readonly object[]): string {
  const { version, names, policy } = report;
  const files = [...new Set([policy, ...names.inputs])].filter((file) => file !== STDIN);
  const run = {
    tool: { driver: { name: 'nfpath', version, rules: SARIF_RULES } },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(report)],
    artifacts: files.map((file) => ({ location: { uri: fileUri(file) }, roles: ['analysisTarget'] })),
    results: results.slice(0, MOST_RESULTS),
    properties: {
      rules: countRules(report),
      packets: report.facts.packets,
      flows: report.facts.flows,
      ...(results.length > MOST_RESULTS && { unlistedResults: results.length - MOST_RESULTS }),
    },
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function invocation(report: CheckReport): object {
  const exitCode = exitCodeOf(report);
  if (exitCode !== null) return { executionSuccessful: true, exitCode };
  const text = 'Interrupted: the results are of what was read until then.';
  return {
    executionSuccessful: false,
    toolExecutionNotifications: [{ level: 'error', message: { text } }],
  };
}

function findingResult(
  finding: Finding,
  rule: Rule,
  { policy, names }: CheckReport,
  nth: (key: string) => number,
): object {
  const { kind } = finding;
  const [heading, ...rest] = findingLines(finding, rule, names);
  const example = 'evidence' in finding ? finding.evidence.ways[0]!.example : null;
  const identity = identityOf(finding, rule).map(uriText).join('/');
  return {
    ruleId: kind,
    ruleIndex: ruleIndexOf(kind),
    kind: 'fail',
    level: levelOf(kind),
    message: sarifText([`${rule.name}: ${heading}`, ...rest]),
    locations: [ruleLocation(rule, policy, example, names)],
    ...(example !== null && packetPlaces(example, names)),
    partialFingerprints: { 'nfpathFinding/v1': `${identity}:${nth(identity)}` },
    properties: { ...('evidence' in finding && { packets: finding.evidence.packets }) },
  };
}

/** How often it was asked for a key: findings that differ in addresses alone must not be taken for one. */
function counter(): (key: string) => number {
  const counts = new Map<string, number>();
  return (key) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
}
