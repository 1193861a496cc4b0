import type { Finding, PacketCounts, RuleVerdict, Verdict } from '../../model/finding.js';
import type { Rule } from '../../model/policy.js';
import { shown } from '../../model/shown.js';
import { classLine, totalLine } from './check-counts.js';
import type { CheckReport } from './check-report.js';
import { headingOf, resultText, ruleText } from '../findings/finding-text.js';
import { findingLanes } from '../findings/finding-lanes.js';
import { wordsOf } from '../findings/finding-words.js';
import { ledgerText, type Complaint } from '../ledger-text.js';
import { renderLine, wrapped, type Line } from '../line.js';
import type { LogNames } from '../names.js';
import type { Style } from '../style.js';
import type { Look } from '../style.js';
import { trailLines } from '../findings/trail.js';

const SIGNS: Readonly<Record<Verdict, { sign: string; as: keyof Style; word: string }>> = {
  holds: { sign: '✓', as: 'good', word: 'holds' },
  violated: { sign: '✗', as: 'bad', word: 'violated' },
  inconclusive: { sign: '?', as: 'warn', word: 'inconclusive' },
};

/** Prose is not wider than this: longer lines are hard to read. */
const PROSE = 100;

/** How the example of a finding is shown: in one line, or drawn with a lane for each namespace. */
export type EvidenceForm = 'trail' | 'lanes';

/** A check for a person: rule by rule the verdict, then the evidence, then what to do. */
export function checkText(
  report: Omit<CheckReport, 'policy' | 'version'>,
  complaints: readonly Complaint[],
  look: Look,
  form: EvidenceForm = 'trail',
): string {
  const { verdicts, ledger, facts, names } = report;
  const lines = verdicts.flatMap((verdict) => [...ruleLines(verdict, names, look.width, form), []]);
  const rendered = [...lines, totalLine(report)].map(
    (line) => `${renderLine(line, look.style, look.width)}\n`,
  );
  return rendered.join('') + ledgerText(ledger, facts, complaints, look);
}

/** A verdict in one line, for a person who watches a log. */
export function changeText({ rule, verdict, packets }: RuleVerdict, look: Look): string {
  return `${renderLine(headLine(rule, verdict, packets), look.style, look.width)}\n`;
}

function ruleLines(verdict: RuleVerdict, names: LogNames, width: number, form: EvidenceForm): Line[] {
  return [
    ...headLines(verdict),
    ...verdict.classes.map(classLine),
    ...verdict.findings.flatMap((finding, i) => {
      const before = verdict.findings[i - 1];
      const said = before === undefined ? '' : wordsOf(before, verdict.rule, names).fix;
      return findingLines(finding, verdict, names, { width, form, said });
    }),
  ];
}

function headLines({ rule, verdict, packets }: RuleVerdict): Line[] {
  return [headLine(rule, verdict, packets), [`    ${ruleText(rule)}`]];
}

function headLine(rule: Rule, verdict: Verdict, packets: PacketCounts): Line {
  const { sign, as, word } = SIGNS[verdict];
  return [{ text: `${sign} ${shown(rule.name)}`, as }, `   ${word}: ${resultText(verdict, packets)}`];
}

interface FindingLook {
  readonly width: number;
  readonly form: EvidenceForm;
  /** What the finding before has to say on what to do: nobody reads it twice. */
  readonly said: string;
}

function findingLines(
  finding: Finding,
  { rule }: RuleVerdict,
  names: LogNames,
  { width, form, said }: FindingLook,
): Line[] {
  const { reason, fix } = wordsOf(finding, rule, names);
  const todo = fix === said ? 'As above.' : fix;
  const evidence =
    form === 'trail' ? trailLines(finding, names, width - 6) : findingLanes(finding, rule, names, width - 6);
  const prose = Math.min(width, PROSE) - 6;
  return [
    [],
    ['    ', { text: headingOf(finding), as: 'bold' }],
    ...evidence.map((line): Line => (line.length === 0 ? [] : ['      ', ...line])),
    ...wrapped(reason, prose).map((text) => [`      ${text}`]),
    ...wrapped(todo, prose - 2).map((text, i) => [
      { text: `      ${i === 0 ? '→' : ' '} ${text}`, as: 'dim' } as const,
    ]),
  ];
}
