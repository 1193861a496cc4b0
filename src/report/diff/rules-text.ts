import type { ComparedRules, Side, VerdictChange } from '../../model/difference.js';
import type { Finding, RuleVerdict } from '../../model/finding.js';
import { shown } from '../../model/shown.js';
import { headingOf, resultText, ruleText } from '../findings/finding-text.js';
import { wordsOf } from '../findings/finding-words.js';
import { counted, wrapped, type Line } from '../line.js';
import type { LogNames } from '../names.js';

/** Which verdicts have changed, and why. */
export function rulesLines(
  { changed, total }: ComparedRules,
  names: Readonly<Record<Side, LogNames>>,
  width: number,
): Line[] {
  return [
    [{ text: `Verdicts: ${changed.length} of ${counted(total, 'rule')} changed`, as: 'bold' }],
    ...changed.flatMap((change) => changeLines(change, names, width)),
  ];
}

function changeLines(change: VerdictChange, names: Readonly<Record<Side, LogNames>>, width: number): Line[] {
  const { rule, old, new: fresh, because } = change;
  const ids = because.length === 0 ? '' : `   ${because.map((id) => `[${id}]`).join('')}`;
  const side = sideOfFindings(change);
  return [
    [
      { text: `  ${shown(rule.name)}`, as: fresh.verdict === 'violated' ? 'bad' : 'good' },
      `   ${old.verdict} → ${fresh.verdict}${ids}`,
    ],
    [`      ${ruleText(rule)}`],
    [`      old: ${resultText(old.verdict, old.packets)}; new: ${resultText(fresh.verdict, fresh.packets)}`],
    ...change[side].findings.flatMap((finding) =>
      findingLines(side, finding, change[side], names[side], width),
    ),
  ];
}

/** The side whose findings say why: the worse one. */
function sideOfFindings({ old, new: fresh }: VerdictChange): Side {
  const rank = ({ verdict }: RuleVerdict): number => ['holds', 'inconclusive', 'violated'].indexOf(verdict);
  return rank(old) > rank(fresh) ? 'old' : 'new';
}

function findingLines(
  side: Side,
  finding: Finding,
  { rule }: RuleVerdict,
  names: LogNames,
  width: number,
): Line[] {
  const { reason } = wordsOf(finding, rule, names);
  return [
    [`      ${side}: ${headingOf(finding)}`],
    ...wrapped(reason, width - 8).map((text): Line => [`        ${text}`]),
  ];
}
