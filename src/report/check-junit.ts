import { shown } from '../model/shown.js';
import type { RuleVerdict } from '../model/finding.js';
import { countRules, type CheckReport } from './check-report.js';
import { resultText, verdictLines } from './finding-text.js';
import type { LogNames } from './names.js';

/**
 * A check as JUnit XML, as Jenkins, GitLab and others read it: a test case for each rule. An inconclusive rule is an
 * error, not skipped: skipped tests count as passed.
 */
export function checkJunit(report: CheckReport): string {
  const { verdicts, names, policy } = report;
  const { total, violated, inconclusive } = countRules(report);
  const counts = `tests="${total}" failures="${violated}" errors="${inconclusive}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="nfpath check" ${counts}>`,
    `  <testsuite name=${attribute(policy)} ${counts} skipped="0">`,
    ...verdicts.flatMap((verdict) => caseLines(verdict, names)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseLines(verdict: RuleVerdict, names: LogNames): string[] {
  const { rule, findings, packets } = verdict;
  const start = `    <testcase classname=${attribute(rule.protects.name)} name=${attribute(rule.name)}`;
  const [first] = findings;
  const text = escaped(verdictLines(verdict, names).join('\n'));
  if (first === undefined) {
    return [`${start}>`, `      <system-out>${text}</system-out>`, '    </testcase>'];
  }
  const element = verdict.verdict === 'violated' ? 'failure' : 'error';
  const message = attribute(`${verdict.verdict}: ${resultText(verdict.verdict, packets)}`);
  return [
    `${start}>`,
    `      <${element} type="${first.kind}" message=${message}>${text}</${element}>`,
    '    </testcase>',
  ];
}

function attribute(text: string): string {
  return `"${escaped(text)}"`;
}

/** Control characters cannot be in XML 1.0 at all, not even as references. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map((line) => shown(line).replace(/[&<>"]/g, (character) => ENTITIES[character]!))
    .join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
