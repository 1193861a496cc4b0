import { KERNEL_CLOCK, NO_CLOCK, WALL_CLOCK, type Clock, type Time } from '../../model/clock.js';
import type { WrappedRecord } from '../../model/wrapped-record.js';
import type { ContainerSink } from './container.js';

/** The fields of a journal's entry, see systemd.journal-fields(7). */
export type JournalFields = (name: string) => Buffer | undefined;

const COLON = Buffer.from(': ');

/** Hands out the lines that journal entries hold. */
export class JournalRecords {
  private readonly sink: ContainerSink;
  private bootId: string | undefined;

  constructor(sink: ContainerSink) {
    this.sink = sink;
  }

  /** `line` is the number of the input line that holds MESSAGE. */
  take(fields: JournalFields, line: number): void {
    const bootId = fields('_BOOT_ID')?.toString('latin1');
    if (bootId !== undefined && this.bootId !== undefined && bootId !== this.bootId) this.sink.boot();
    this.bootId = bootId ?? this.bootId;
    this.sink.record(recordOf(fields, line));
  }
}

/**
 * journald takes a line's beginning up to the colon for the name of who wrote it where user space wrote it to
 * /dev/kmsg (syslog_parse_identifier() of systemd). It is put back, as the tag of nftrace is one of those.
 */
function recordOf(fields: JournalFields, line: number): WrappedRecord {
  const identifier = fields('SYSLOG_IDENTIFIER')?.toString('latin1') ?? 'kernel';
  const transport = fields('_TRANSPORT')?.toString('latin1') ?? (identifier === 'kernel' ? 'kernel' : '');
  // A text that is too long is null in JSON; what the short forms show in its place says that it is missing.
  const message = fields('MESSAGE') ?? Buffer.from('[0B blob data]');
  const isFromKernel = transport === 'kernel';
  const isNamed = isFromKernel && identifier !== 'kernel';
  return {
    text: isNamed ? Buffer.concat([nameOf(identifier, fields), COLON, message]) : message,
    line,
    time: timeOf(fields),
    caller: '',
    seq: -1,
    isFromKernel,
  };
}

function nameOf(identifier: string, fields: JournalFields): Buffer {
  const pid = fields('SYSLOG_PID')?.toString('latin1');
  return Buffer.from(pid === undefined ? identifier : `${identifier}[${pid}]`, 'latin1');
}

function timeOf(fields: JournalFields): Time {
  return (
    timeIn(fields('_SOURCE_MONOTONIC_TIMESTAMP'), KERNEL_CLOCK) ??
    timeIn(fields('__REALTIME_TIMESTAMP') ?? fields('_SOURCE_REALTIME_TIMESTAMP'), WALL_CLOCK) ?? {
      sec: -1,
      usec: 0,
      clock: NO_CLOCK,
    }
  );
}

/** Microseconds. */
function timeIn(field: Buffer | undefined, clock: Clock): Time | null {
  const text = field?.toString('latin1') ?? '';
  if (!/^\d{1,17}$/.test(text)) return null;
  return { sec: Number(text.slice(0, -6)), usec: Number(text.slice(-6)), clock };
}
