import type { MutableEntry } from '../model/entry.js';
import type { Position } from '../model/trace-line.js';
import type { Time } from '../model/clock.js';

/** Says in an entry where and when its last line was printed. */
export function stamp(entry: MutableEntry, position: Position, time: Time): void {
  entry.file = position.file;
  entry.line = position.line;
  entry.sec = time.sec;
  entry.usec = time.usec;
  entry.clock = time.clock;
}
