import { HOOK_NAMES } from '../../model/hook.js';
import { SEVERITIES, type Severity, type Symptom } from '../../model/symptom.js';
import { bareTable } from '../bare-table.js';
import { countSymptoms, type DoctorReport } from './doctor-report.js';
import { ledgerText, type Complaint } from '../ledger-text.js';
import { counted, grouped, renderLine, wrapped, type Line } from '../line.js';
import type { LogNames } from '../names.js';
import type { Style } from '../style.js';
import { symptomWords } from './symptom-words.js';
import type { Look } from '../style.js';

const SIGNS: Readonly<Record<Severity, { sign: string; as: keyof Style }>> = {
  unfit: { sign: '✗', as: 'bad' },
  warning: { sign: '!', as: 'warn' },
  note: { sign: '·', as: 'dim' },
};

const PROSE = 100;
/** Nobody reads a longer table, and laying it out takes time that grows with its square. */
const MOST_ROWS = 40;

/** A diagnosis for a person: whether the capture is fit, what it shows, and what there is to do about it. */
export function doctorText(report: DoctorReport, complaints: readonly Complaint[], look: Look): string {
  const { diagnosis, ledger, facts, names } = report;
  const lines: Line[] = [
    headLine(report),
    [],
    ...seenLines(report),
    ...diagnosis.symptoms.flatMap((symptom) => [...symptomLines(symptom, names, look.width), []]),
  ];
  return (
    lines.map((line) => `${renderLine(line, look.style, look.width)}\n`).join('') +
    ledgerText(ledger, facts, complaints, look)
  );
}

function headLine({ diagnosis }: DoctorReport): Line {
  const { unfit, warning, note } = countSymptoms(diagnosis);
  const rest = [
    ...(warning > 0 ? [counted(warning, 'warning')] : []),
    ...(note > 0 ? [counted(note, 'note')] : []),
  ].join(' and ');
  const verdict =
    unfit > 0
      ? ({ text: '✗ not fit to judge by', as: 'bad' } as const)
      : ({ text: '✓ fit to judge by', as: 'good' } as const);
  return [verdict, rest === '' ? '' : `, with ${rest}`];
}

/** Which hooks were seen how often in each namespace. */
function seenLines({ diagnosis: { namespaces, packets }, names }: DoctorReport): Line[] {
  if (namespaces.length === 0) return [];
  const rows = namespaces
    .slice(0, MOST_ROWS)
    .map(({ netns, boot, hooks }) => [
      names.namespaces.nameOf(netns, boot),
      ...hooks.map((count) => (count === 0 ? '–' : grouped(count))),
    ]);
  const rest = namespaces.length - rows.length;
  const table = bareTable(
    [['entries seen in', ...HOOK_NAMES], ...rows],
    ['left', ...HOOK_NAMES.map(() => 'right' as const)],
  );
  return [
    ...table.map((row): Line => [row]),
    ...(rest > 0 ? [[`… and ${counted(rest, 'namespace')} more: --format json has all`]] : []),
    [`${counted(packets.original, 'original packet')}, ${counted(packets.reply, 'reply packet')}`],
    [],
  ];
}

function symptomLines(symptom: Symptom, names: LogNames, width: number): Line[] {
  const { sign, as } = SIGNS[SEVERITIES[symptom.kind]];
  const { title, meaning, fix } = symptomWords(symptom, names);
  const prose = Math.min(width, PROSE) - 2;
  return [
    [{ text: `${sign} ${title}`, as }],
    ...wrapped(meaning, prose).map((text): Line => [`  ${text}`]),
    ...wrapped(fix, prose - 2).map((text, i): Line => [
      { text: `  ${i === 0 ? '→' : ' '} ${text}`, as: 'dim' },
    ]),
  ];
}
