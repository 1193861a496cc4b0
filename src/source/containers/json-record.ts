import { KERNEL_CLOCK, NO_CLOCK, WALL_CLOCK, type Time } from '../../model/clock.js';
import type { ContainerSink } from './container.js';
import type { JournalRecords } from './journal-record.js';
import { bytesOf, type JsonObject } from './json-text.js';

const NO_TIME: Time = { sec: -1, usec: 0, clock: NO_CLOCK };
const NEWLINE = 10;

/**
 * Hands out the line that an object holds; false where it holds none: journalctl -o json (MESSAGE), dmesg -J (msg),
 * Docker's json-file (log), and what log shippers make of a line (message).
 */
export function takeObject(
  object: JsonObject,
  line: number,
  journal: JournalRecords,
  sink: ContainerSink,
): boolean {
  if ('MESSAGE' in object.fields) {
    journal.take((name) => bytesOf(object, name), line);
    return true;
  }
  const { time, caller } = object.fields;
  const [text, when] =
    'msg' in object.fields
      ? [bytesOf(object, 'msg'), kernelTime(time)]
      : [bytesOf(object, 'log') ?? bytesOf(object, 'message'), wallTime(time)];
  if (text === undefined) return false;
  sink.record({
    text: text.at(-1) === NEWLINE ? text.subarray(0, -1) : text,
    line,
    time: when,
    caller: typeof caller === 'string' ? caller : '',
    seq: -1,
    isFromKernel: true,
  });
  return true;
}

/** Seconds since boot; as a double it is exact to the microsecond for 200 years. */
function kernelTime(time: unknown): Time {
  if (typeof time !== 'number' || time < 0) return NO_TIME;
  const [sec = '', usec = ''] = time.toFixed(6).split('.');
  return { sec: Number(sec), usec: Number(usec), clock: KERNEL_CLOCK };
}

/** `2019-01-01T11:11:11.111111111Z` */
function wallTime(time: unknown): Time {
  const match = typeof time === 'string' ? /^(.{19})(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(time) : null;
  const sec = match === null ? NaN : Date.parse(`${match[1]}${match[3]}`) / 1000;
  if (Number.isNaN(sec)) return NO_TIME;
  return { sec, usec: Number((match?.[2] ?? '').slice(0, 6).padEnd(6, '0')), clock: WALL_CLOCK };
}
