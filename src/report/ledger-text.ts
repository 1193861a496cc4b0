import { shown } from '../model/shown.js';
import type { Ledger, Loss, LossKind } from '../model/ledger.js';
import { foldLine } from './fold.js';
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
/** Columns in front of the ledger's second line. */
const HANG = 2;

/** What came in and what became of it, in one line; below it the first lines that were not understood. */
export function ledgerText(
  ledger: Ledger,
  facts: SummaryFacts,
  complaints: readonly Complaint[],
  look: Look,
): string {
  const lines: Line[] = [
    // Never cut: what is lost stands at its end.
    ...foldLine(ledgerLine(ledger, facts), look.width, HANG),
    ...complaints.slice(0, MOST_COMPLAINTS).map(complaintLine),
  ];
  return lines.map((line) => `${renderLine(line, look.style, look.width)}\n`).join('');
}

/** What came in and what became of it. */
export function ledgerLine(ledger: Ledger, { complete, packets, flows, shown }: SummaryFacts): Line {
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

/** What makes a log less than the whole truth, each in a few words; empty where nothing does. */
export function troublesOf(ledger: Ledger): string[] {
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
  return [...troubles, ...lossTexts(lost)];
}

/** By kind, as there may be many of one. */
function lossTexts(lost: readonly Loss[]): string[] {
  return Object.entries(LOSSES).flatMap(([kind, text]) => {
    const own = lost.filter((loss) => loss.kind === kind);
    if (own.length === 0) return [];
    const count = own.reduce((sum, loss) => sum + (loss.count ?? 0), 0);
    return text(count, own[0]!.line) || [];
  });
}

/** What each kind of loss is in a few words; `line` is the first place, `count` all that is known to be missing. */
const LOSSES: Readonly<Record<LossKind, (count: number, line: number) => string>> = {
  dropped: (count, line) => `${counted(count, 'line')} dropped by the console (line ${line})`,
  gap: (count, line) => `${counted(count, 'record')} missing by their numbers (line ${line})`,
  missed: (count, line) =>
    `${count === 0 ? 'lines' : counted(count, 'line')} lost by a logger (line ${line})`,
  blob: (count, line) => `${counted(count, 'text')} left out by journald (line ${line})`,
  'too-long': () => '', // counted among the lines
  start: (count, line) =>
    count === 0
      ? `begins in the middle of a record (line ${line})`
      : `begins behind ${counted(count, 'entry', 'entries')} (line ${line})`,
  truncated: (_, line) => `the compressed input ends early (line ${line})`,
  limit: (_, line) => `stopped at --max-bytes (line ${line})`,
  entries: (count, line) =>
    `${count === 0 ? 'entries' : counted(count, 'entry', 'entries')} missing by their numbers (line ${line})`,
  'left-out': (count, line) =>
    `${counted(count, 'entry', 'entries')} left out by the rate limit (line ${line})`,
  suppressed: () => '', // messages of others
};

/** The place of a line that was not understood, why, and its text. */
export function complaintLine({ input, line, message, text }: Complaint): Line {
  const place = input === null ? `line ${line}` : `${shown(input)}:${line}`;
  return [{ text: `  ${place}: ${message}: `, as: 'warn' }, printable(text)];
}
