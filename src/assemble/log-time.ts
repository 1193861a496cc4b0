import { isExact, KERNEL_CLOCK, NO_CLOCK, type Clock, type Time } from '../model/clock.js';
import type { Position } from '../model/trace-line.js';
import type { Now } from './torn-records.js';

/** Time that runs back further than this is another boot or another piece of a spliced log. */
const BACKWARD_SECONDS = 1;

/** A log that is silent for longer than this has no record under way. */
const PAUSE_SECONDS = 1;

/** What the time of a line says of the lines before it. */
export type Step = 'on' | 'pause' | 'back';

/** The time of the newest trace line, and how many there were. */
export class LogTime implements Time {
  /** For what is judged by time: `sec` is -1 where times are not exact. */
  readonly now: Now = { seq: 0, sec: -1, usec: 0 };
  sec = -1;
  usec = 0;
  clock: Clock = NO_CLOCK;

  /**
   * Takes the next line's time: its own, or where `ownSec` is -1 what stands around it. Calls `before` with what it
   * says of the lines before it while the newest is still the one before.
   */
  advance(ownSec: number, ownUsec: number, position: Position, before: (step: Step) => void): void {
    const isOwn = ownSec >= 0;
    const sec = isOwn ? ownSec : position.sec;
    const clock = isOwn ? KERNEL_CLOCK : position.clock;
    if (this.now.sec >= 0 && clock === this.clock) {
      // A wall clock may be set back; that is no boot.
      if (sec < this.now.sec - BACKWARD_SECONDS) before(clock === KERNEL_CLOCK ? 'back' : 'pause');
      else if (sec > this.now.sec + PAUSE_SECONDS) before('pause');
    }
    this.sec = sec;
    this.usec = isOwn ? ownUsec : position.usec;
    this.clock = clock;
    this.now.seq++;
    this.now.sec = isExact(clock) ? sec : -1;
    this.now.usec = this.usec;
  }

  /** The newest line's time, to keep. */
  get snapshot(): Time {
    const { sec, usec, clock } = this;
    return { sec, usec, clock };
  }

  /** Nothing that comes can be compared with what was. */
  forget(): void {
    this.now.sec = this.sec = -1;
    this.clock = NO_CLOCK;
  }
}
