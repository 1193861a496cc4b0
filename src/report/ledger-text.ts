import { shown } from '../model/shown.js';
import type { Ledger } from '../model/ledger.js';
import { counted, renderLine, type Line, type Span, grouped } from './line.js';
import { printable } from './log-text.js';
import type { SummaryFacts } from './json.js';
import type { Look } from './style.js';

/** A line that nfpath did not understand, and why. */
export interface Complaint {
  readonly input: string | null;
  readonly line: number;
  readonly message: string;
  /** The line as latin1. */
  readonly text: string;
}

const MOST_COMPLAINTS = 5;

/** What came in and what became of it, in one line; below it the first lines that were not understood. */
export function ledgerText(
  ledger: Ledger,
  facts: SummaryFacts,
  complaints: readonly Complaint[],
  look: Look,
): string {
  const lines: Line[] = [
    ledgerLine(ledger, facts),
    ...complaints.slice(0, MOST_COMPLAINTS).map(complaintLine),
  ];
  return lines.map((line) => `${renderLine(line, look.style, look.width)}\n`).join('');
}

function ledgerLine(ledger: Ledger, { complete, packets, flows, shown }: SummaryFacts): Line {
  const found = `${counted(ledger.entries.total, 'entry', 'entries')}, ${counted(packets, 'packet')}, ${counted(flows, 'flow')}`;
  const filtered =
    shown === undefined
      ? ''
      : ` (shown: ${counted(shown.packets, 'packet')}, ${counted(shown.flows, 'flow')})`;
  const troubles = troublesOf(ledger).flatMap((text): Span[] => [{ text: `, ${text}`, as: 'warn' }]);
  return [
    `${counted(ledger.lines.total, 'line')}${originText(ledger)}: ${found}${filtered}`,
    ...(troubles.length > 0 ? troubles : [', nothing lost']),
    ...(complete ? [] : [{ text: ', interrupted before the end', as: 'warn' } as const]),
  ];
}

function originText({ lines }: Ledger): string {
  if (lines.malformed + lines.tooLong > 0) return '';
  return lines.foreign > 0 ? `, ${grouped(lines.foreign)} of them not of nftrace` : ', every one read';
}

function troublesOf(ledger: Ledger): string[] {
  const { lines, entries, incomplete, lost } = ledger;
  const troubles: string[] = [];
  if (entries.ambiguous > 0) troubles.push(`${counted(entries.ambiguous, 'entry', 'entries')} ambiguous`);
  if (incomplete.records > 0) {
    troubles.push(
      `${counted(incomplete.records, 'record')} incomplete (${counted(incomplete.lines, 'line')})`,
    );
  }
  if (lines.malformed > 0) troubles.push(`${counted(lines.malformed, 'line')} not understood`);
  if (lines.tooLong > 0) troubles.push(`${counted(lines.tooLong, 'line')} too long`);
  if (lost.length > 0) troubles.push(`${counted(lost.length, 'mark')} of loss in the log`);
  return troubles;
}

function complaintLine({ input, line, message, text }: Complaint): Line {
  const place = input === null ? `line ${line}` : `${shown(input)}:${line}`;
  return [{ text: `  ${place}: ${message}: `, as: 'warn' }, printable(text)];
}
