import { serviceEndpointText } from '../../model/policy.js';
import { isViolation, type Evidence, type Finding, type RuleVerdict } from '../../model/finding.js';
import type { Entry } from '../../model/entry.js';
import { priorityName } from '../../model/priority.js';
import { MOST_IDS } from '../../model/traffic.js';
import { countRules, type CheckReport } from './check-report.js';
import { placementText } from '../findings/evidence-text.js';
import { DOCS, KINDS } from '../findings/finding-kinds.js';
import { wordsOf } from '../findings/finding-words.js';
import type { FindingObject, LineObject, VerdictObject } from '../contract/check-objects.js';
import { summaryObject } from '../json.js';
import type { LogNames } from '../names.js';

/** A check as NDJSON: a verdict for each rule, then the summary. */
export function checkJson(report: CheckReport): string {
  const verdicts = report.verdicts.map((verdict) => verdictObject(verdict, report.names));
  const { facts, ledger, names } = report;
  const summary = { ...summaryObject(facts, ledger, names), rules: countRules(report) };
  return [...verdicts, summary].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** One verdict as a line of NDJSON. */
export function verdictJson(verdict: RuleVerdict, names: LogNames): string {
  return `${JSON.stringify(verdictObject(verdict, names))}\n`;
}

/** One verdict as an object of the JSON contract. */
export function verdictObject(
  { rule, verdict, packets, classes, findings }: RuleVerdict,
  names: LogNames,
): VerdictObject {
  return {
    type: 'verdict',
    rule: rule.name,
    protects: { name: rule.protects.name, address: serviceEndpointText(rule.protects.address) },
    at: rule.at.map(placementText),
    priority: rule.priority,
    priorityName: priorityName(rule.priority),
    verdict,
    packets,
    classes,
    findings: findings.map((finding) => ({
      kind: finding.kind,
      verdict: isViolation(finding.kind) ? 'violated' : 'inconclusive',
      title: KINDS[finding.kind].title,
      ...evidenceObject(finding, names),
      ...wordsOf(finding, rule, names),
      docs: `${DOCS}/${finding.kind}.md`,
    })),
  };
}

type EvidenceFields = Pick<FindingObject, 'direction' | 'from' | 'count' | 'packets' | 'cause' | 'example'>;

function evidenceObject(finding: Finding, names: LogNames): EvidenceFields {
  if (!('evidence' in finding)) return { count: 'packets' in finding ? finding.packets : 0, packets: [] };
  const { evidence } = finding;
  return {
    direction: evidence.direction,
    from: evidence.from,
    count: evidence.packets,
    packets: idsOf(evidence),
    ...('cause' in finding && { cause: finding.cause }),
    example: exampleObject(evidence, names),
  };
}

/** Ids of the packets, as `nfpath analyze` gives them; of very many the first. */
function idsOf({ ways }: Evidence): number[] {
  return ways
    .flatMap(({ ids }) => ids)
    .sort((a, b) => a - b)
    .slice(0, MOST_IDS);
}

/** Where in the log the first of the packets is. */
function exampleObject({ ways }: Evidence, { inputs }: LogNames): NonNullable<FindingObject['example']> {
  const { id, entries } = ways[0]!.example;
  const lineOf = (entry: Entry): LineObject =>
    inputs.length > 1 ? { file: inputs[entry.file]!, line: entry.line } : { line: entry.line };
  return { packet: id, first: lineOf(entries[0]!), last: lineOf(entries.at(-1)!) };
}
