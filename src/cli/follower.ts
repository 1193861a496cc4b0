import type { Analysis } from '../analyze.js';
import { counted } from '../report/line.js';
import type { StatusLine } from './status-line.js';

/** How a log is followed that somebody still writes. */
export interface Following {
  /** Seconds without an entry after which a packet is taken for complete. */
  readonly idle: number;
  /** Called again and again, behind what was handed out. */
  onTick(): void;
  /** Aborted where the command has seen enough. */
  readonly stop?: AbortSignal;
}

const TICK_MS = 200;

/** Lets packets go by the clock, as nothing in a log that is followed says that a packet is complete. */
export class Follower {
  private readonly timer: NodeJS.Timeout;
  private readonly failure = new AbortController();

  constructor(analysis: Analysis, following: Following, status: StatusLine) {
    const idleTicks = Math.max(1, Math.round((following.idle * 1000) / TICK_MS));
    this.timer = setInterval(() => {
      try {
        analysis.settle(idleTicks);
        following.onTick();
        status.update(() => statusText(analysis));
      } catch (error) {
        this.stop();
        this.failure.abort(error);
      }
    }, TICK_MS);
  }

  /** Aborted where what is handed out can't be taken any more: nobody reads the output, or a disk is full. */
  get signal(): AbortSignal {
    return this.failure.signal;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

function statusText({ ledger, packets, flows }: Analysis): string {
  return [
    counted(ledger.lines.total, 'line'),
    counted(ledger.entries.total, 'entry', 'entries'),
    counted(packets, 'packet'),
    counted(flows, 'flow'),
  ].join('  ');
}
