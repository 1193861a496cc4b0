import { createRequire } from 'node:module';

/** The forms of wall clock times whose stamps are not ISO 8601, in the words of date-fns. */
const FORMATS = {
  /** `Sun Nov 22 21:28:54 2026` */
  ctime: 'EEE MMM d HH:mm:ss yyyy',
  /** `Nov 22 21:28:54`, to which a year was added */
  syslog: 'MMM d HH:mm:ss yyyy',
} as const;

/** Without its year, a stamp is one of this leap year, so that every date is there. */
const SOME_LEAP_YEAR = 2024;

/**
 * Seconds since 1970 of the times that people's tools write. One stamp stands on many lines in a row, so the last
 * one is remembered.
 */
export class WallClock {
  private readonly timezone: string | undefined;
  private readonly last = { key: '', sec: NaN };
  private dates: Dates | undefined;

  /** `timezone` (`Europe/Berlin`) is that of stamps without a zone; the system's where it is not given. */
  constructor(timezone: string | undefined) {
    this.timezone = timezone;
  }

  /** Of `2026-11-22T21:28:54`, with the zone (`Z`, `+00:00`, `+0000`) or ''. NaN where there is no such date. */
  iso(stamp: string, zone: string): number {
    return this.remembered(stamp + zone, ({ parseISO, within }) => parseISO(stamp + zone, within));
  }

  /** Of `Sun Nov 22 21:28:54 2026`. */
  ctime(stamp: string): number {
    return this.parsed(FORMATS.ctime, stamp);
  }

  /** Of `Nov 22 21:28:54`, as if it were of one certain year. */
  yearless(stamp: string): number {
    return this.parsed(FORMATS.syslog, `${stamp} ${SOME_LEAP_YEAR}`);
  }

  private parsed(format: string, stamp: string): number {
    return this.remembered(stamp, ({ parse, within }) =>
      parse(stamp.replaceAll('  ', ' '), format, new Date(0), within),
    );
  }

  private remembered(key: string, parse: (dates: Dates) => Date): number {
    const { last } = this;
    if (last.key !== key) {
      this.dates ??= loadDates(this.timezone);
      last.key = key;
      last.sec = parse(this.dates).getTime() / 1000;
    }
    return last.sec;
  }
}

type Dates = Pick<typeof import('date-fns'), 'parse' | 'parseISO'> & {
  readonly within: { in?: ReturnType<typeof import('@date-fns/tz').tz> };
};

/** Not by import(), as lines are parsed synchronously; and most logs have the kernel's time and need none of it. */
function loadDates(timezone: string | undefined): Dates {
  const load = createRequire(import.meta.url);
  const { parse } = load('date-fns/parse') as Pick<typeof import('date-fns'), 'parse'>;
  const { parseISO } = load('date-fns/parseISO') as Pick<typeof import('date-fns'), 'parseISO'>;
  if (timezone === undefined) return { parse, parseISO, within: {} };
  const { tz } = load('@date-fns/tz') as typeof import('@date-fns/tz');
  return { parse, parseISO, within: { in: tz(timezone) } };
}
