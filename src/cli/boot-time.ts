import { UsersError } from '../model/users-error.js';
import { WallClock } from '../parse/wall-clock.js';

const DATE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * A date and time as `--boot-time` has it, in microseconds since 1970; `timezone` is that of one without a zone.
 * Throws UsersError.
 */
export function bootMicros(text: string, timezone: string | undefined): number {
  const [, date, time, zone = ''] = DATE.exec(text) ?? [];
  const sec = date === undefined ? NaN : new WallClock(timezone).read('iso', `${date}T${time}`, zone);
  if (!(sec >= 0)) {
    throw new UsersError(
      `--boot-time ${JSON.stringify(text)} is no date and time since 1970: it must be like 2026-11-22T21:28:54Z, or ` +
        'without Z in the time zone of --timezone',
    );
  }
  return Math.round(sec * 1e6);
}
