import { shown } from '../model/shown.js';
import type { RuleVerdict } from '../model/finding.js';
import type { CheckReport } from './check-report.js';
import { findingLines, resultText, ruleText } from './finding-text.js';
import type { LogNames } from './names.js';

/**
 * A check as TAP version 14: a test point for each rule. An inconclusive rule is `not ok` and has no directive: with
 * SKIP or TODO it would count as passed.
 */
export function checkTap({ verdicts, names }: CheckReport): string {
  const points = verdicts.flatMap((verdict, i) => pointLines(verdict, i + 1, names));
  return ['TAP version 14', `1..${verdicts.length}`, ...points, ''].join('\n');
}

function pointLines(judged: RuleVerdict, number: number, names: LogNames): string[] {
  const { rule, verdict, packets, findings } = judged;
  const point = `${verdict === 'holds' ? 'ok' : 'not ok'} ${number} - ${escaped(rule.name)}`;
  if (verdict === 'holds') return [point];
  return [
    point,
    '  ---',
    `  verdict: ${verdict}`,
    `  message: ${quoted(resultText(verdict, packets))}`,
    `  rule: ${quoted(ruleText(rule))}`,
    '  findings:',
    ...findings.flatMap((finding) => [
      `    - kind: ${finding.kind}`,
      '      text:',
      ...findingLines(finding, rule, names).map((line) => `        - ${quoted(line)}`),
    ]),
    '  ...',
  ];
}

/** `#` would begin a directive. */
function escaped(text: string): string {
  return shown(text).replace(/[\\#]/g, String.raw`\$&`);
}

/** A double-quoted scalar of YAML, which JSON's strings are. */
function quoted(text: string): string {
  return JSON.stringify(shown(text));
}
