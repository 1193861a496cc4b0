import { shown } from '../model/shown.js';
import type { RuleVerdict } from '../model/finding.js';
import { countRules, type CheckReport } from './check-report.js';
import { resultText, verdictLines } from './finding-text.js';
import { counted } from './line.js';

/** GitHub shows so many annotations of a level in one step; what is more is dropped. */
const MOST_OF_A_LEVEL = 10;
/** GitHub cuts an annotation's message at 64 KB; nobody reads as much as this. */
const LONGEST_MESSAGE = 8192;

type Level = 'error' | 'warning' | 'notice';

/**
 * A check as workflow commands of GitHub Actions, which become annotations of the policy file: errors for violated
 * rules, warnings for inconclusive ones, and a notice with the count.
 */
export function checkGithub(report: CheckReport): string {
  const { total, holds, violated, inconclusive } = countRules(report);
  const counts = `${counted(total, 'rule')}: ${holds} hold, ${violated} violated, ${inconclusive} inconclusive`;
  const commands = [
    ...annotations('error', 'violated', report),
    ...annotations('warning', 'inconclusive', report),
    command('notice', { title: 'nfpath check' }, counts),
  ];
  return commands.map((line) => `${line}\n`).join('');
}

/** One for each rule of a verdict; of very many the last one names the others. */
function annotations(level: Level, verdict: RuleVerdict['verdict'], report: CheckReport): string[] {
  const rules = report.verdicts.filter((one) => one.verdict === verdict);
  const alone = rules.length > MOST_OF_A_LEVEL ? rules.slice(0, MOST_OF_A_LEVEL - 1) : rules;
  const others = rules.slice(alone.length).map(({ rule }) => rule.name);
  return [
    ...alone.map((judged) => annotation(level, judged, report)),
    ...(others.length === 0
      ? []
      : [command(level, { title: `${counted(others.length, 'more rule')} ${verdict}` }, others.join('\n'))]),
  ];
}

function annotation(level: Level, judged: RuleVerdict, { policy, names }: CheckReport): string {
  const { rule, verdict, packets } = judged;
  const { line, column } = rule.position;
  const place = policy === '-' ? {} : { file: policy, line: String(line), col: String(column) };
  const title = `${rule.name} ${verdict}: ${resultText(verdict, packets)}`;
  return command(level, { ...place, title }, verdictLines(judged, names).join('\n'));
}

function command(level: Level, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${propertyValue(value)}`);
  const lines = message.slice(0, LONGEST_MESSAGE).split('\n').map(shown);
  return `::${level} ${list.join(',')}::${data(lines.join('\n'))}`;
}

/** Source: actions/toolkit, packages/core/src/command.ts. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyValue(text: string): string {
  return data(shown(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
