import type { RuleVerdict } from '../../model/finding.js';
import { totalLine } from './check-counts.js';
import type { CheckReport } from './check-report.js';
import { filePath, STDIN } from './file-place.js';
import { resultText, verdictLines } from '../findings/finding-text.js';
import { workflowCommand, type Level } from './github-command.js';
import { counted, grouped, plainText } from '../line.js';

/**
 * GitHub keeps so many annotations of a level in one step, and 50 in a job; it drops the others without a word.
 * Source: actions/toolkit, docs/problem-matchers.md.
 */
const MOST_OF_A_LEVEL = 10;

/**
 * A check as workflow commands of GitHub Actions: an error at the policy's line for each violated rule, a warning for
 * each inconclusive one, and a notice with the counts.
 */
export function checkGithub(report: CheckReport): string {
  const { complete } = report.facts;
  const total = `${plainText(totalLine(report))}${complete ? '' : ', interrupted before the end of the log'}`;
  return [
    ...annotations('error', 'violated', report),
    ...annotations('warning', 'inconclusive', report),
    workflowCommand(complete ? 'notice' : 'error', 'nfpath check', null, [total]),
  ].join('');
}

/** One for each rule of a verdict; of very many rules the last annotation names the others, too. */
function annotations(level: Level, verdict: 'violated' | 'inconclusive', report: CheckReport): string[] {
  const rules = report.verdicts.filter((judged) => judged.verdict === verdict);
  // An interrupted check has one error more.
  const most = report.facts.complete ? MOST_OF_A_LEVEL : MOST_OF_A_LEVEL - 1;
  const others = rules.slice(most);
  return rules
    .slice(0, most)
    .map((judged, i) => annotation(level, judged, i === most - 1 ? others : [], report));
}

function annotation(
  level: Level,
  judged: RuleVerdict,
  others: readonly RuleVerdict[],
  { policy, names }: CheckReport,
): string {
  const { rule, verdict, packets } = judged;
  const { line, column } = rule.position;
  const place = policy === STDIN ? null : { file: filePath(policy), line, col: column };
  const more = others.length === 0 ? '' : ` (and ${grouped(others.length)} more)`;
  return workflowCommand(level, `${rule.name} ${verdict}: ${resultText(verdict, packets)}${more}`, place, [
    ...othersLines(others, verdict),
    ...verdictLines(judged, names),
  ]);
}

/** In front, as what is behind could be cut. */
function othersLines(others: readonly RuleVerdict[], verdict: string): string[] {
  if (others.length === 0) return [];
  const are = others.length === 1 ? 'is' : 'are';
  const named = others.map(({ rule }) => rule.name).join(', ');
  return [`and ${counted(others.length, 'more rule')} ${are} ${verdict}: ${named}`, ''];
}
