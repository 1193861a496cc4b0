import {
  ELAPSED_CLOCK,
  KERNEL_CLOCK,
  KERNEL_WALL_CLOCK,
  NO_CLOCK,
  WALL_CLOCK,
  YEARLESS_CLOCK,
  type Clock,
} from '../../model/clock.js';
import type { Entry } from '../../model/entry.js';
import type { Packet } from '../../model/packet.js';
import { shown } from '../../model/shown.js';
import { UsersError } from '../../model/users-error.js';

/** What the microseconds of an export count from, as each format says it with its times. */
export const BASES = {
  uptime: "the kernel's time: 1970-01-01T00:00:00Z stands for the boot",
  'boot-time': "the kernel's time, from the boot time that was given",
  'kernel-wall': "the kernel's time, as dmesg turned it into dates",
  elapsed: "the kernel's time from the first line on, for which 1970-01-01T00:00:00Z stands",
  wall: 'when somebody in user space got the line, or to the second only',
  yearless: 'when somebody in user space got the line, in a log without years: 1972 stands for the year',
  synthetic: 'no times at all: a microsecond is a line of the log',
} as const;

export type Basis = keyof typeof BASES;

export interface TimelineOptions {
  /** When the host was booted, in microseconds since 1970; null where nobody says. */
  readonly bootTime: number | null;
  /** Times are made up from the numbers of the lines where the log has none; else that is an error. */
  readonly synthetic: boolean;
}

/** Where a packet's entries are on a line of time. */
export interface PacketTimes {
  /** Of its first entry. */
  readonly basis: Basis;
  /** For each entry; never less than for the one before. */
  readonly micros: readonly number[];
  /** Entries that were moved for that: their own time is earlier, or of another clock. */
  readonly isMoved: readonly boolean[];
}

const BASIS_OF: Readonly<Record<Clock, Basis>> = {
  [KERNEL_CLOCK]: 'uptime',
  [KERNEL_WALL_CLOCK]: 'kernel-wall',
  [ELAPSED_CLOCK]: 'elapsed',
  [WALL_CLOCK]: 'wall',
  [YEARLESS_CLOCK]: 'yearless',
  [NO_CLOCK]: 'synthetic',
};

/** A stamp without its year is read as one of 2024 (wall-clock.ts), which nobody may take for the true one. */
const TO_1972 = (Date.UTC(1972, 0) - Date.UTC(2024, 0)) * 1000;

/** Made up times of one input are so far from those of the next: no log has as many lines. */
const BETWEEN_INPUTS = 1e12;

/** The times of a log as other tools want them: microseconds since 1970, or since what stands for it. */
export class Timeline {
  /** How many packets have each basis. */
  readonly packets = new Map<Basis, number>();
  private readonly options: TimelineOptions;
  private readonly inputs: readonly string[];

  constructor(options: TimelineOptions, inputs: readonly string[]) {
    this.options = options;
    this.inputs = inputs;
  }

  basisOf({ clock }: Entry): Basis {
    return clock === KERNEL_CLOCK && this.options.bootTime !== null ? 'boot-time' : BASIS_OF[clock]!;
  }

  /** The entry's own time. Throws UsersError where it has none, and none may be made up. */
  microsOf(entry: Entry): number {
    const { sec, usec, clock, file, line } = entry;
    if (clock === NO_CLOCK) {
      if (!this.options.synthetic) throw this.untimed(entry);
      return file * BETWEEN_INPUTS + line;
    }
    const micros = sec * 1e6 + usec;
    if (clock === KERNEL_CLOCK) return micros + (this.options.bootTime ?? 0);
    return clock === YEARLESS_CLOCK ? micros + TO_1972 : micros;
  }

  /** The times of a packet's entries. Throws as `microsOf`. */
  timesOf({ entries }: Packet): PacketTimes {
    const [first] = entries;
    const basis = this.basisOf(first!);
    this.packets.set(basis, (this.packets.get(basis) ?? 0) + 1);
    let last = this.microsOf(first!);
    const isMoved: boolean[] = [];
    const micros = entries.map((entry) => {
      const own = this.microsOf(entry);
      const fits = entry.clock === first!.clock && own >= last;
      isMoved.push(!fits);
      if (fits) last = own;
      return last;
    });
    return { basis, micros, isMoved };
  }

  private untimed({ file, line }: Entry): UsersError {
    const place = this.inputs.length > 1 ? `${shown(this.inputs[file]!)}:${line}` : `line ${line}`;
    return new UsersError(
      `${place} has no time, and an export is nothing without times: take the log with them (dmesg without -t, ` +
        'journalctl -o short-monotonic), or say --synthetic-times to have a microsecond for each line',
    );
  }
}

/** The entry's time as the log has it: seconds of the kernel, or the wall clock's time in UTC; null for none. */
export function timeText({ sec, usec, clock }: Entry): string | null {
  if (clock === NO_CLOCK) return null;
  const fraction = String(usec).padStart(6, '0');
  if (clock === KERNEL_CLOCK || clock === ELAPSED_CLOCK) return `${sec}.${fraction}`;
  const date = new Date(sec * 1000).toISOString().slice(0, 19);
  return `${clock === YEARLESS_CLOCK ? date.slice(5) : date}.${fraction}Z`;
}
