import type { Entry } from '../model/entry.js';
import { isNear, momentOf, type Moment } from './fate.js';

/** So many gaps are known one by one; what is older than all of them counts as touched. */
const MOST_GAPS = 4096;

interface Gap {
  /** The newest trace line before it. */
  readonly before: Moment;
  /** The first entry behind it. */
  after: Moment | null;
}

/**
 * Where entries are missing from a log that says so. A packet that was on its way there may have lost some: what
 * looks like its beginning, its end, or a step from one hook to the next need not be.
 */
export class Gaps {
  private gaps: Gap[] = [];
  /** The newest gap, where no entry has come since. */
  private open: Gap | null = null;
  /** The last of those that are no longer known. */
  private forgotten: Moment | null = null;

  /** Entries are missing from here on. */
  add(before: Moment): void {
    if (this.open !== null) return; // Nothing has come since the last one.
    if (this.gaps.length >= MOST_GAPS) {
      this.forgotten = this.gaps[MOST_GAPS / 2 - 1]!.before;
      this.gaps = this.gaps.slice(MOST_GAPS / 2);
    }
    this.open = { before, after: null };
    this.gaps.push(this.open);
  }

  /** An entry comes: the last gap has ended. */
  pass(entry: Entry): void {
    const { open } = this;
    if (open === null) return;
    open.after = momentOf(entry);
    this.open = null;
  }

  /** Another boot begins. */
  forget(): void {
    this.gaps = [];
    this.open = null;
    this.forgotten = null;
  }

  /** Whether entries are missing between two entries. */
  between(first: Entry, second: Entry): boolean {
    const gap = this.firstBehind(first);
    return gap !== undefined && isBefore(gap.before, second);
  }

  /** Whether the entry is so near behind a gap that its packet may have begun before. */
  justBefore(entry: Entry): boolean {
    const gap = this.gaps.at(-1);
    return gap?.after !== null && gap !== undefined && isNear(entry, gap.after);
  }

  /** Whether the entry is so near before a gap that its packet may have gone on in it. */
  justBehind(entry: Entry): boolean {
    if (this.forgotten !== null && !isBefore(this.forgotten, entry)) return true;
    const gap = this.firstBehind(entry);
    return gap !== undefined && isNear(entry, gap.before);
  }

  /** The first gap that is not before an entry. */
  private firstBehind(entry: Entry): Gap | undefined {
    const { gaps } = this;
    if (gaps.length === 0 || isBefore(gaps.at(-1)!.before, entry)) return undefined;
    let [low, high] = [0, gaps.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(gaps[middle]!.before, entry)) low = middle + 1;
      else high = middle;
    }
    return gaps[low];
  }
}

/** Whether a gap is before an entry's line; a log may go on in another input. */
function isBefore(gap: Moment, { file, line }: Entry): boolean {
  return gap.file < file || (gap.file === file && gap.line < line);
}
