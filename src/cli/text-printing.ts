import { asciiComplaint, asciiNames, asciiText } from '../report/ascii.js';
import type { Complaint } from '../report/ledger-text.js';
import type { LogNames } from '../report/names.js';
import type { LogReading } from './log-reading.js';
import type { Output } from './output.js';

/** What a text report is made of, and where it goes, in the characters that the user wants. */
export interface TextPrinting {
  readonly names: LogNames;
  /** The lines that were not understood so far. */
  complaints(): readonly Complaint[];
  print(text: string): void;
}

/** Prints to `out`, in ASCII alone where that is asked for. */
export function textPrinting(
  { names, complaints }: Pick<LogReading, 'names' | 'complaints'>,
  out: Output,
  ascii: boolean,
): TextPrinting {
  if (!ascii) return { names, complaints: () => complaints, print: (text) => out.write(text) };
  return {
    names: asciiNames(names),
    complaints: () => complaints.map(asciiComplaint),
    print: (text) => out.write(asciiText(text)),
  };
}
