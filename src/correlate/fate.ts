import { microsBetween, type Time } from '../model/clock.js';
import { isMergedFragment, type Entry } from '../model/entry.js';
import { LOCAL_IN, POST_ROUTING } from '../model/hook.js';
import type { Fate } from '../model/packet.js';

/** A packet this close to the log's beginning or end, in microseconds, may have been on its way there. */
const ON_ITS_WAY = 10_000;
/** The same where the dialect has no exact times, in lines. */
const LINES_ON_ITS_WAY = 40;
/** Seconds by which times that are not exact may be wrong. */
const ROUGHLY = 1;

/** The beginning or end of what the log shows: what is near it may be a part of a packet. */
export interface Moment extends Time {
  readonly file: number;
  readonly line: number;
}

/** When an entry came. Entries are lent, moments are to keep. */
export function momentOf({ file, line, sec, usec, clock }: Entry): Moment {
  return { file, line, sec, usec, clock };
}

/** What became of a packet with this last entry. */
export function fateOf(last: Entry, atEnd: boolean): Fate {
  if (last.hook === LOCAL_IN) return 'delivered';
  if (last.hook === POST_ROUTING) return 'sent';
  return atEnd || isMergedFragment(last) ? 'open' : 'stopped';
}

/** Whether a packet with this entry may have been on its way at a moment. */
export function isNear(entry: Entry, moment: Moment): boolean {
  const micros = microsBetween(entry, moment);
  if (!Number.isNaN(micros)) return Math.abs(micros) <= ON_ITS_WAY;
  const isLater = entry.clock === moment.clock && Math.abs(entry.sec - moment.sec) > ROUGHLY;
  const isSameInput = entry.file === moment.file;
  return !isLater && isSameInput && Math.abs(moment.line - entry.line) <= LINES_ON_ITS_WAY;
}
