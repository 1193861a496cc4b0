import type { Entry } from './entry.js';

/** What became of the entries that the module printed. */
export interface Account {
  readonly entries: number;
  /** What the module counted when it was unloaded. */
  readonly printed: number;
  readonly leftOut: number;
  /** Entries missing in front of the first and between those that are there, by their numbers. */
  readonly gaps: number;
  /** CPUs that printed. */
  readonly cpus: number;
}

const TOTALS = /\[nftrace\]: printed (\d+) entries, left out (\d+)$/;

/** Counts what a log holds and what it should hold. Throws where the numbers of a CPU do not rise, or no totals are there. */
export function account(log: readonly string[], entries: readonly Entry[]): Account {
  const totals = log.map((line) => TOTALS.exec(line)).findLast((match) => match !== null);
  if (totals == null) throw new Error('the module did not print what it had printed');
  const newest = new Map<number, number>();
  let gaps = 0;
  for (const { cpu, seq } of entries) {
    const before = newest.get(cpu) ?? 0;
    if (seq <= before) throw new Error(`entry ${cpu}:${seq} comes after ${cpu}:${before}`);
    gaps += seq - before - 1;
    newest.set(cpu, seq);
  }
  return {
    entries: entries.length,
    printed: Number(totals[1]),
    leftOut: Number(totals[2]),
    gaps,
    cpus: newest.size,
  };
}
