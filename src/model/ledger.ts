/**
 * What a log can say of what is missing from it:
 *
 * dropped      the console fell behind (`** 12 printk messages dropped **`)
 * gap          numbers of /dev/kmsg records are missing
 * missed       a logger says that it did not get all lines in time, or that it threw some away
 * blob         journald did not write a line's text, as it was not UTF-8
 * too-long     a line was longer than the reader takes
 * start        the log begins in the middle of a record, or with another number than 1: the ring buffer had overwritten
 *              what was before
 * truncated    a compressed input ends early or is damaged
 * limit        --max-bytes was reached
 * entries      numbers of format 2's entries are missing, or the module said to have printed more
 * left-out     the module's rate limit left entries out
 * suppressed   somebody's messages were rate-limited: never nftrace's own
 */
export type LossKind =
  | 'dropped'
  | 'gap'
  | 'missed'
  | 'blob'
  | 'too-long'
  | 'start'
  | 'truncated'
  | 'limit'
  | 'entries'
  | 'left-out'
  | 'suppressed';

/** Something that the log itself says is missing. */
export interface Loss {
  readonly kind: LossKind;
  readonly file: number;
  /** Number (from 1) of the line that says so, or before which the lines are missing. */
  readonly line: number;
  /** How many lines are missing (of `suppressed`: messages; of numbered entries and `left-out`: entries); null where nobody knows. */
  readonly count: number | null;
}

/** Whether entries may be missing in the middle of the log. Of a cut start only the first packets are touched. */
export function hidesEntries({ kind }: Loss): boolean {
  return kind !== 'suppressed' && kind !== 'start';
}

/** What there is of records that are not whole. */
export interface IncompleteRecords {
  /** Records of which at least one line is missing. */
  records: number;
  /** The trace lines of those records. */
  lines: number;
  /** Records of which devices are known and no packet line came: nobody can tell which packet was there. */
  unnamed: number;
}

/**
 * The count of every line and entry that came in and what became of it. Two laws hold in every run:
 *
 *     lines.total = lines.trace + lines.foreign + lines.blank + lines.malformed + lines.tooLong
 *     lines.trace + joined + 3 × oneLine = 4 × entries.total + incomplete.lines + module
 *
 * Lines are those of the input, as an editor numbers them.
 */
export interface Ledger {
  readonly lines: {
    total: number;
    /** Lines that nftrace printed and the grammar knows. */
    trace: number;
    /** Lines of other parts of the kernel, or of no kernel at all; what a container has around the kernel's text. */
    foreign: number;
    blank: number;
    /** Lines that carry nftrace's tag but not one of its forms. */
    malformed: number;
    /** Lines longer than the reader takes; their text was not kept. */
    tooLong: number;
  };
  readonly entries: {
    total: number;
    /** Entries whose lines could also be put together in another way. */
    ambiguous: number;
  };
  readonly incomplete: IncompleteRecords;
  /** What the module says of itself: `nftrace module init` and `exit`, and its totals. */
  module: number;
  /** Entries of format 2, which have one line where format 1 has four. */
  oneLine: number;
  /** Entries traced at another priority than NF_IP_PRI_FIRST: what stands before that has changed them already. */
  late: number;
  /** Trace lines that stand on one line of the input with another one (3.10's consoles): one less than there are. */
  joined: number;
  readonly lost: Loss[];
}

export function emptyLedger(): Ledger {
  return {
    lines: { total: 0, trace: 0, foreign: 0, blank: 0, malformed: 0, tooLong: 0 },
    entries: { total: 0, ambiguous: 0 },
    incomplete: { records: 0, lines: 0, unnamed: 0 },
    module: 0,
    oneLine: 0,
    late: 0,
    joined: 0,
    lost: [],
  };
}

export function addIncomplete({ incomplete }: Ledger, { records, lines, unnamed }: IncompleteRecords): void {
  incomplete.records += records;
  incomplete.lines += lines;
  incomplete.unnamed += unnamed;
}

/** So many marks are kept one by one; more are added to the last one of their kind. */
const MOST_LOSSES = 1000;

/** Notes a loss, in bounded memory. */
export function addLoss({ lost }: Ledger, loss: Loss): void {
  const index = lost.length < MOST_LOSSES ? -1 : lost.findLastIndex(({ kind }) => kind === loss.kind);
  const last = lost[index];
  if (last === undefined) lost.push(loss);
  else {
    const count = last.count === null || loss.count === null ? null : last.count + loss.count;
    lost[index] = { ...last, count };
  }
}
