import type { ClassCounts, Finding, PacketCounts, RuleVerdict, Verdict } from '../model/finding.js';
import { FIRST, priorityName } from '../model/priority.js';
import { countRules, type CheckReport } from './check-report.js';
import { placementText, serviceEndpointText } from './evidence-text.js';
import { KINDS } from './finding-kinds.js';
import { wordsOf } from './finding-words.js';
import { ledgerText, type Complaint } from './ledger-text.js';
import { counted, grouped, renderLine, wrapped, type Line, type Span } from './line.js';
import { printable } from './log-text.js';
import type { LogNames } from './names.js';
import type { Style } from './style.js';
import type { Look } from './text.js';
import { trailLines } from './trail.js';

const SIGNS: Readonly<Record<Verdict, { sign: string; as: keyof Style }>> = {
  holds: { sign: '✓', as: 'good' },
  violated: { sign: '✗', as: 'bad' },
  inconclusive: { sign: '?', as: 'warn' },
};

/** Prose is not wider than this: longer lines are hard to read. */
const PROSE = 100;

/** A check for a person: rule by rule the verdict, then the evidence, then what to do. */
export function checkText(report: CheckReport, complaints: readonly Complaint[], look: Look): string {
  const { verdicts, ledger, facts, names } = report;
  const lines = verdicts.flatMap((verdict) => [...ruleLines(verdict, names, look.width), []]);
  const rendered = [...lines, totalLine(report)].map(
    (line) => `${renderLine(line, look.style, look.width)}\n`,
  );
  return rendered.join('') + ledgerText(ledger, facts, complaints, look);
}

function ruleLines(verdict: RuleVerdict, names: LogNames, width: number): Line[] {
  return [
    ...headLines(verdict),
    ...verdict.classes.map(classLine),
    ...verdict.findings.flatMap((finding) => findingLines(finding, verdict, names, width)),
  ];
}

function headLines({ rule, verdict, packets }: RuleVerdict): Line[] {
  const { sign, as } = SIGNS[verdict];
  const { protects, at, priority, match } = rule;
  const places = at.map(placementText).join(' or ');
  const written = match === 'published' ? ', written with the published address' : '';
  return [
    [{ text: `${sign} ${printable(rule.name)}`, as }, `   ${resultText(verdict, packets)}`],
    [
      `    ${places}${priority === FIRST ? '' : ` at ${priorityName(priority)}`}, for `,
      `${protects.name} ${serviceEndpointText(protects.address)}${written}`,
    ],
  ];
}

function resultText(verdict: Verdict, { seen, missed, unclear }: PacketCounts): string {
  const through = seen + missed + unclear;
  if (verdict === 'violated')
    return `violated: ${grouped(missed)} of ${counted(through, 'packet')} went past it`;
  if (verdict === 'holds')
    return `holds: ${through === 1 ? 'the one packet' : `all ${counted(through, 'packet')}`} seen`;
  if (through === 0) return 'not proven: no packet got through';
  return `not proven: ${grouped(seen)} of ${counted(through, 'packet')} seen`;
}

/** `original  from external  5 of 5 seen, 2 stopped` */
function classLine({ direction, from, seen, missed, stopped, open, unclear }: ClassCounts): Line {
  const through = seen + missed + unclear;
  const rest = [
    unclear > 0 ? `${grouped(unclear)} unclear` : '',
    stopped > 0 ? `${grouped(stopped)} stopped` : '',
    open > 0 ? `${grouped(open)} cut off by the log's beginning or end` : '',
  ].filter((text) => text !== '');
  const counts: Span = {
    text: `${grouped(seen)} of ${grouped(through)} seen`,
    as: missed > 0 ? 'bad' : 'dim',
  };
  const from_ = from === null ? 'client unknown' : `from ${from}`;
  return [
    `    ${direction.padEnd(8)}  ${from_.padEnd(14)}  `,
    counts,
    rest.map((text) => `, ${text}`).join(''),
  ];
}

function findingLines(finding: Finding, { rule }: RuleVerdict, names: LogNames, width: number): Line[] {
  const { reason, fix } = wordsOf(finding, rule, names);
  const prose = Math.min(width, PROSE) - 6;
  return [
    [],
    ['    ', { text: KINDS[finding.kind].title, as: 'bold' }, whoText(finding)],
    ...trailLines(finding, names, width - 6).map((line): Line => ['      ', ...line]),
    ...wrapped(reason, prose).map((text) => [`      ${text}`]),
    ...wrapped(fix, prose - 2).map((text, i) => [
      { text: `      ${i === 0 ? '→' : ' '} ${text}`, as: 'dim' } as const,
    ]),
  ];
}

function whoText(finding: Finding): string {
  if (!('evidence' in finding)) return '';
  const { packets, direction, from } = finding.evidence;
  const client = from === null ? '' : `, ${from} client`;
  return `: ${counted(packets, `${direction} packet`)}${client}`;
}

function totalLine(report: CheckReport): Line {
  const { total, holds, violated, inconclusive } = countRules(report);
  return [
    `${counted(total, 'rule')}: `,
    { text: `${holds} ${holds === 1 ? 'holds' : 'hold'}`, as: holds > 0 ? 'good' : 'dim' },
    ', ',
    { text: `${violated} violated`, as: violated > 0 ? 'bad' : 'dim' },
    ', ',
    { text: `${inconclusive} inconclusive`, as: inconclusive > 0 ? 'warn' : 'dim' },
  ];
}
