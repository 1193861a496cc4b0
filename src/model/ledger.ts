/** Something that the log itself says is missing. */
export interface Loss {
  readonly kind: string;
  readonly file: number;
  readonly line: number;
  readonly count: number;
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
 *     lines.trace = 4 × entries.total + incomplete.lines + module
 */
export interface Ledger {
  readonly lines: {
    total: number;
    /** Lines that nftrace printed and the grammar knows. */
    trace: number;
    /** Lines of other parts of the kernel, or of no kernel at all. */
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
  /** `nftrace module init` and `exit` lines. */
  module: number;
  readonly lost: Loss[];
}

export function emptyLedger(): Ledger {
  return {
    lines: { total: 0, trace: 0, foreign: 0, blank: 0, malformed: 0, tooLong: 0 },
    entries: { total: 0, ambiguous: 0 },
    incomplete: { records: 0, lines: 0, unnamed: 0 },
    module: 0,
    lost: [],
  };
}

export function addIncomplete({ incomplete }: Ledger, { records, lines, unnamed }: IncompleteRecords): void {
  incomplete.records += records;
  incomplete.lines += lines;
  incomplete.unnamed += unnamed;
}
