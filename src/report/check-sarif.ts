import { shown } from '../model/shown.js';
import { isViolation, type Finding, type FindingKind, type RuleVerdict } from '../model/finding.js';
import type { Entry } from '../model/entry.js';
import { countRules, type CheckReport } from './check-report.js';
import { DOCS, KINDS } from './finding-kinds.js';
import { findingLines, ruleText } from './finding-text.js';
import type { LogNames } from './names.js';
import { hookName } from '../model/hook.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** GitHub takes 25,000 results of a run and shows 5,000: the violations are the first. */
const MOST_RESULTS = 5000;

const FINDING_KINDS = Object.keys(KINDS) as FindingKind[];

/**
 * A check as SARIF 2.1.0 (OASIS): the kinds of findings are its rules, findings its results, at the policy's line, with
 * the example packet's path through the log as their code flow.
 *
 * An inconclusive rule is a result of kind `fail` and level `warning`. Kind `open` would be nearer to the word, but
 * goes with level `none` (3.27.10), and viewers show no such result: it would look green.
 */
export function checkSarif(report: CheckReport): string {
  const { verdicts, version, facts } = report;
  const found = verdicts
    .flatMap((verdict) => verdict.findings.map((finding) => ({ verdict, finding })))
    .sort((a, b) => Number(isViolation(b.finding.kind)) - Number(isViolation(a.finding.kind)));
  const run = {
    tool: { driver: { name: 'nfpath', version, rules: FINDING_KINDS.map(ruleObject) } },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: facts.complete }],
    results: found
      .slice(0, MOST_RESULTS)
      .map(({ verdict, finding }) => resultObject(verdict, finding, report)),
    properties: {
      rules: countRules(report),
      ...(found.length > MOST_RESULTS && { unlistedResults: found.length - MOST_RESULTS }),
    },
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleObject(kind: FindingKind): object {
  const { title, meaning } = KINDS[kind];
  return {
    id: kind,
    shortDescription: { text: title },
    fullDescription: { text: meaning },
    help: { text: `${meaning} See ${DOCS}/${kind}.md.` },
    defaultConfiguration: { level: levelOf(kind) },
  };
}

function levelOf(kind: FindingKind): 'error' | 'warning' {
  return isViolation(kind) ? 'error' : 'warning';
}

function resultObject({ rule, verdict }: RuleVerdict, finding: Finding, report: CheckReport): object {
  const { names, policy } = report;
  const { kind } = finding;
  const { line, column } = rule.position;
  const [what, ...rest] = findingLines(finding, rule, names);
  const policyPlace = artifact(policy, { startLine: line, startColumn: column });
  return {
    ruleId: kind,
    ruleIndex: FINDING_KINDS.indexOf(kind),
    kind: 'fail',
    level: levelOf(kind),
    message: { text: [`${shown(rule.name)}: ${what}`, ...rest].join('\n') },
    locations: [
      {
        ...policyPlace,
        logicalLocations: [{ name: shown(rule.name), fullyQualifiedName: shown(ruleText(rule)) }],
      },
    ],
    ...flowOf(finding, names),
    partialFingerprints: { 'nfpathFinding/v1': fingerprint(rule.name, finding) },
    properties: { verdict, ...('evidence' in finding && { packets: finding.evidence.packets }) },
  };
}

/** What stays the same where the same is found in another log: no pointers, lines or counts. */
function fingerprint(rule: string, finding: Finding): string {
  const { direction = '', from = '' } = 'evidence' in finding ? finding.evidence : {};
  const cause = 'cause' in finding ? finding.cause : '';
  return [rule, finding.kind, direction, from, cause].map((part) => encoded(String(part))).join('/');
}

/** The example packet's entries, each at its line of the log. */
function flowOf(finding: Finding, names: LogNames): object {
  if (!('evidence' in finding)) return {};
  const { entries, boot } = finding.evidence.ways[0]!.example;
  const steps = entries.map((entry) => ({
    location: {
      ...artifact(names.inputs[entry.file] ?? '-', { startLine: entry.line }),
      message: { text: shown(`${names.namespaces.nameOf(entry.netns, boot)}: ${hookName(entry.hook)}`) },
    },
    ...timeOf(entry),
  }));
  return { codeFlows: [{ threadFlows: [{ locations: steps }] }] };
}

function timeOf({ sec, usec }: Entry): object {
  return sec < 0 ? {} : { properties: { kernelTime: `${sec}.${String(usec).padStart(6, '0')}` } };
}

/** A place in a file; standard input has none. */
function artifact(path: string, region: object): object {
  if (path === '-') return {};
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, region } };
}

/** A path as a URI reference. A colon in a relative one would look like a scheme. */
function uriOf(path: string): string {
  const parts = path.split('/').map(encoded);
  return path.startsWith('/') ? `file://${parts.join('/')}` : parts.join('/');
}

/** Half of a surrogate pair is in no URI. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));
}
