import type { CaptureOutput } from './capture-output.js';
import type { KernelLog } from './kernel-log.js';

/** A program can write any text to /dev/kmsg, but not with the facility of the kernel (devkmsg_write()). */
const TRACE = /^[0-7],[^;]*;\[nftrace\]: (nftrace module exit)?/;

/** The fields of a record and the beginning of its text are within so many bytes. */
const LONGEST_START = 256;

export interface RecorderOptions {
  /** Of records that are not nftrace's, keep the number and the time, but not the text. */
  readonly onlyTrace: boolean;
}

/**
 * Writes down the records of a kernel's log as they come. Each has its number there, one more than the one before, so
 * that whoever reads the capture sees exactly how many are missing; therefore none is ever left out as a whole.
 */
export class Recorder {
  /** Records written. */
  records = 0;
  /** Those of them that nftrace printed. */
  trace = 0;
  /** Records that the ring buffer overwrote before they were read. */
  lost = 0;
  /** The module has said that it is gone. */
  sawExit = false;
  private readonly log: KernelLog;
  private readonly output: CaptureOutput;
  private readonly options: RecorderOptions;
  private last: Buffer | null = null;
  private seq = -1;

  constructor(log: KernelLog, output: CaptureOutput, options: RecorderOptions) {
    this.log = log;
    this.output = output;
    this.options = options;
  }

  /** Goes over what was printed before, of which only the last number counts. */
  skip(): void {
    for (let record = this.log.next(); record !== null; record = this.log.next()) this.last = record;
    if (this.last !== null) this.seq = numberOf(this.last);
  }

  /** The record before the first one, without its text: where the first ones are lost, its number shows it. */
  begin(): void {
    if (this.last !== null) this.output.write(withoutText(this.last));
  }

  /** Writes down what there is, `most` records at most; returns how many there were. */
  take(most: number): number {
    for (let count = 0; count < most; count++) {
      const record = this.log.next();
      if (record === null) return count;
      this.record(record);
    }
    return most;
  }

  private record(record: Buffer): void {
    const seq = numberOf(record);
    if (this.seq >= 0 && seq > this.seq + 1) this.lost += seq - this.seq - 1;
    this.seq = seq;
    this.records++;
    const trace = TRACE.exec(record.toString('latin1', 0, LONGEST_START));
    if (trace !== null) this.trace++;
    if (trace?.[1] !== undefined) this.sawExit = true;
    this.output.write(trace !== null || !this.options.onlyTrace ? record : withoutText(record));
  }
}

/** `6,1234,5678,-;text`: 1234. */
function numberOf(record: Buffer): number {
  const start = record.indexOf(',') + 1;
  return Number(record.toString('latin1', start, record.indexOf(',', start)));
}

function withoutText(record: Buffer): Buffer {
  return Buffer.concat([record.subarray(0, record.indexOf(';') + 1), Buffer.from('\n')]);
}
