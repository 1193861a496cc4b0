import type { RuleVerdict } from '../../model/finding.js';
import { shown } from '../../model/shown.js';
import { classLine, totalLine } from './check-counts.js';
import type { CheckReport } from './check-report.js';
import { filePath, STDIN } from './file-place.js';
import { findingLines, resultText, ruleText } from '../findings/finding-text.js';
import { plainText } from '../line.js';

/**
 * A check as TAP version 14: a test point for each rule, and what was found as its YAML block.
 *
 * An inconclusive rule is `not ok` and has no directive: harnesses must count `# TODO` and `# SKIP` as passed, even
 * behind `not ok`. Where the log was not read to its end, `Bail out!` keeps the harness from passing what was.
 */
export function checkTap(report: CheckReport): string {
  const { verdicts, facts } = report;
  return [
    'TAP version 14',
    `1..${verdicts.length}`,
    ...verdicts.flatMap((verdict, i) => pointLines(verdict, i + 1, report)),
    `# ${plainText(totalLine(report))}`,
    ...(facts.complete ? [] : ['Bail out! Interrupted before the end of the log']),
    '',
  ].join('\n');
}

function pointLines(judged: RuleVerdict, number: number, { policy, names }: CheckReport): string[] {
  const { rule, verdict, packets, classes, findings } = judged;
  const severity = { holds: 'comment', violated: 'fail', inconclusive: 'error' }[verdict];
  const file = policy === STDIN ? [] : [`    file: ${scalar(filePath(policy))}`];
  return [
    `${verdict === 'holds' ? 'ok' : 'not ok'} ${number} - ${description(rule.name)}`,
    '  ---',
    `  message: ${scalar(`${verdict}: ${resultText(verdict, packets)}`)}`,
    `  severity: ${severity}`,
    `  verdict: ${verdict}`,
    `  rule: ${scalar(ruleText(rule))}`,
    '  at:',
    ...file,
    `    line: ${rule.position.line}`,
    `    column: ${rule.position.column}`,
    `  packets: ${JSON.stringify(packets)}`,
    `  classes: ${list(classes.map((counts) => plainText(classLine(counts)).trim()))}`,
    ...(findings.length === 0 ? [] : ['  findings:']),
    ...findings.flatMap((finding) => [
      `    - kind: ${finding.kind}`,
      '      text:',
      ...findingLines(finding, rule, names).map((line) => `        - ${scalar(line)}`),
    ]),
    '  ...',
  ];
}

/**
 * `#` would begin a directive, and node-tap's parser takes a brace at the end for the beginning of a subtest, which
 * TAP has no escape for.
 */
function description(text: string): string {
  return shown(text)
    .replace(/\{(?=\s*$)/, String.raw`\x7b`)
    .replace(/[\\#]/g, String.raw`\$&`);
}

/** A double-quoted scalar: JSON's strings are YAML's, too. */
function scalar(text: string): string {
  return JSON.stringify(shown(text));
}

function list(texts: readonly string[]): string {
  return `[${texts.map(scalar).join(', ')}]`;
}
