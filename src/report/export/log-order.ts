import type { Entry } from '../../model/entry.js';

/** What has an entry of the log. */
export interface HasEntry {
  readonly entry: Entry;
}

/** So many are held back at least before the first of them leaves; a packet that is open for longer comes late. */
const WINDOW = 1 << 15;

/**
 * Brings entries back into the order of the log, as far as a bounded memory can: packets leave the analysis when they
 * are closed, the longest last.
 */
export class LogOrder<Item extends HasEntry> {
  /** How many came when a later one had left. */
  late = 0;
  private readonly take: (item: Item) => void;
  private readonly window: number;
  private held: Item[] = [];
  private last: Entry | null = null;

  constructor(take: (item: Item) => void, window = WINDOW) {
    this.take = take;
    this.window = window;
  }

  push(item: Item): void {
    this.held.push(item);
    if (this.held.length >= 2 * this.window) this.release(this.window);
  }

  /** Lets all leave that are held: what follows comes later in the log, or nothing does. */
  flush(): void {
    this.release(this.held.length);
  }

  private release(count: number): void {
    this.held.sort((a, b) => compare(a.entry, b.entry));
    for (const item of this.held.splice(0, count)) {
      if (this.last !== null && compare(item.entry, this.last) < 0) this.late++;
      else this.last = item.entry;
      this.take(item);
    }
  }
}

function compare(a: Entry, b: Entry): number {
  return a.file - b.file || a.line - b.line;
}
