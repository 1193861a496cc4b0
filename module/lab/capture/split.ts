import { readEntry, type Entry } from './entry.js';

/** What one kernel log holds, apart. */
export interface Split {
  /** As the module prints it in format 1; lines that are nobody's are kept in both. */
  readonly format1: string[];
  readonly format2: string[];
  /** In the order of their lines in format 2. */
  readonly entries: readonly LoggedEntry[];
}

/** An entry, and where it is. Lines count from 1. */
export interface LoggedEntry extends Entry {
  readonly format2Line: number;
  /** The four lines of its record in format 1, which has IPv4 TCP only. */
  readonly format1Lines: readonly number[] | undefined;
}

const TAG = / @(\d+:\d+)$/;

/**
 * Takes a kernel log apart that was printed with the module's `truth=1`, or in format 2 alone: there every entry has a line of
 * format 2, and each of the four lines of format 1 ends in the CPU and number of the entry.
 */
export function split(log: readonly string[]): Split {
  const format1: string[] = [];
  const format2: string[] = [];
  const records = new Map<string, number[]>();
  const found: { entry: Entry; format2Line: number }[] = [];
  for (const line of log) {
    const tag = TAG.exec(line);
    if (tag !== null) {
      const lines = records.get(tag[1]!) ?? [];
      lines.push(format1.push(line.slice(0, tag.index)));
      records.set(tag[1]!, lines);
      continue;
    }
    const entry = readEntry(line);
    const format2Line = format2.push(line);
    if (entry === undefined) format1.push(line);
    else found.push({ entry, format2Line });
  }
  const entries = found.map(({ entry, format2Line }) => {
    const record = records.get(`${entry.cpu}:${entry.seq}`);
    if (record !== undefined && record.length !== 4)
      throw new Error(`entry ${entry.cpu}:${entry.seq} has ${record.length} lines of format 1`);
    return { ...entry, format2Line, format1Lines: record };
  });
  if (records.size > entries.filter(({ format1Lines }) => format1Lines !== undefined).length)
    throw new Error('lines of format 1 without the line of format 2 that says whose they are');
  return { format1, format2, entries };
}
