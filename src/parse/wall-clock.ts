import { createRequire } from 'node:module';

/**
 * How the times of wall clocks are written:
 *
 * iso       `2026-11-22T21:28:54`, with a zone (`Z`, `+00:00`, `+0000`) or none
 * journal   `2026-11-22 21:28:54`, with the name of a zone
 * ctime     `Sun Nov 22 21:28:54 2026`
 * yearless  `Nov 22 21:28:54`
 */
export type WallForm = 'iso' | 'journal' | 'ctime' | 'yearless';

/** Without its year, a stamp is one of this leap year, so that every date is there. */
const SOME_LEAP_YEAR = 2024;

/**
 * Seconds since 1970 of the times that people's tools write. One stamp stands on many lines in a row, so the last
 * one is remembered.
 */
export class WallClock {
  private readonly timezone: string | undefined;
  private readonly last = { stamp: '', zone: '', sec: NaN };
  private dates: Dates | undefined;

  /** `timezone` (`Europe/Berlin`) is that of stamps without a zone; the system's where it is not given. */
  constructor(timezone: string | undefined) {
    this.timezone = timezone;
  }

  /** NaN where there is no such date. */
  read(form: WallForm, stamp: string, zone: string): number {
    const { last } = this;
    if (last.stamp === stamp && last.zone === zone) return last.sec;
    this.dates ??= loadDates(this.timezone);
    last.stamp = stamp;
    last.zone = zone;
    last.sec = dateOf(form, stamp, zone, this.dates).getTime() / 1000;
    return last.sec;
  }
}

type Dates = Pick<typeof import('date-fns'), 'parse' | 'parseISO'> & {
  readonly within: { in?: ReturnType<typeof import('@date-fns/tz').tz> };
};

function dateOf(form: WallForm, stamp: string, zone: string, { parse, parseISO, within }: Dates): Date {
  // C pads a day of one digit with a blank.
  const single = stamp.replaceAll('  ', ' ');
  switch (form) {
    case 'iso':
      return parseISO(stamp + zone, within);
    case 'journal':
      // Its zone is an abbreviation, of which only UTC says for sure which one it is.
      return parseISO(stamp.replace(' ', 'T') + (/^(UTC|GMT)$/.test(zone) ? 'Z' : ''), within);
    case 'ctime':
      return parse(single, 'EEE MMM d HH:mm:ss yyyy', new Date(0), within);
    case 'yearless':
      return parse(`${single} ${SOME_LEAP_YEAR}`, 'MMM d HH:mm:ss yyyy', new Date(0), within);
  }
}

/** Not by import(), as lines are parsed synchronously; and most logs have the kernel's time and need none of it. */
function loadDates(timezone: string | undefined): Dates {
  const load = createRequire(import.meta.url);
  const { parse } = load('date-fns/parse') as Pick<typeof import('date-fns'), 'parse'>;
  const { parseISO } = load('date-fns/parseISO') as Pick<typeof import('date-fns'), 'parseISO'>;
  if (timezone === undefined) return { parse, parseISO, within: {} };
  const { tz } = load('@date-fns/tz') as typeof import('@date-fns/tz');
  return { parse, parseISO, within: { in: tz(timezone) } };
}
