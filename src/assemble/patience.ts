/**
 * A line waits at least this long for its packet line, in microseconds and lines, and at most twice as long: a
 * CPU may lose its time slice in mid-record. The longest wait in the captures of fixtures/truth is 54 ms, 3,000 lines.
 */
const PATIENCE_MICROS = 250_000;
const PATIENCE_LINES = 20_000;

/**
 * Where more lines of a kind wait than this, most have lost their record, and the oldest wait less long: as each packet
 * line is weighed against all that wait, its cost grows with the square of their number. No capture comes near.
 */
const CROWD = 24;
const PATIENCE_IN_CROWD = 3_000;

/** Where the log stands: how many trace lines have come, and the kernel time of the newest. */
export interface Now {
  seq: number;
  sec: number;
  usec: number;
}

/** Tells which of the lines that wait have waited too long. */
export class Patience {
  /** When the lines were last looked through. */
  private readonly looked: Now = { seq: 0, sec: -1, usec: 0 };

  /** The waiting begins, or what has waited since then goes on to wait. */
  look({ seq, sec, usec }: Now): void {
    this.looked.seq = seq;
    this.looked.sec = sec;
    this.looked.usec = usec;
  }

  /**
   * The `seq` up to which lines have waited too long; -Infinity where none has. `oldest` is the line that has waited
   * longest, and of one kind `most` wait.
   */
  overdue(now: Now, oldest: number, most: number): number {
    const { seq, sec, usec } = this.looked;
    const lines = most > CROWD ? PATIENCE_IN_CROWD : PATIENCE_LINES;
    const micros = (now.sec - sec) * 1e6 + (now.usec - usec);
    const isOver = now.seq - seq > lines || micros > PATIENCE_MICROS;
    if (oldest <= seq && !isOver) return -Infinity;
    this.look(now);
    return oldest > seq ? -Infinity : seq;
  }
}
