import type { LossKind } from '../model/ledger.js';

/** Takes what a line tells of others, see grammar/marks.ne. */
export interface MarkSink {
  /** So many messages of somebody who is limited were suppressed. */
  suppressed(count: number): void;
  /** So many lines of the kernel were lost; 0 where it does not say how many. */
  missed(count: number): void;
  /** The content of a line was not written, as it was not UTF-8. */
  blob(): void;
  /** The kernel was booted. */
  boot(): void;
}

export interface LossMarksOptions {
  /** `count` is null where nobody knows how many lines are missing. */
  onLoss(kind: LossKind, count: number | null): void;
  onBoot(): void;
}

/** Notes what lines say, by their text or by their numbers, of those that are missing. */
export class LossMarks implements MarkSink {
  private readonly options: LossMarksOptions;
  private seq = -1;

  constructor(options: LossMarksOptions) {
    this.options = options;
  }

  /** Another input or another boot begins, whose records are numbered anew. */
  restart(): void {
    this.seq = -1;
  }

  /** A record with this number came: the kernel numbers them one by one (prb_next_seq()). */
  record(seq: number): void {
    const missing = seq - this.seq - 1;
    if (this.seq >= 0 && missing > 0) this.options.onLoss('gap', missing);
    // Smaller ones are those of a log that was written down twice, or of another boot; equal ones are fragments.
    this.seq = seq;
  }

  dropped(count: number): void {
    this.options.onLoss('dropped', count);
  }

  suppressed(count: number): void {
    this.options.onLoss('suppressed', count);
  }

  missed(count: number): void {
    this.options.onLoss('missed', count === 0 ? null : count);
  }

  blob(): void {
    this.options.onLoss('blob', 1);
  }

  boot(): void {
    this.restart();
    this.options.onBoot();
  }
}
