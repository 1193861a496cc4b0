import fs from 'node:fs';
import { UsersError } from '../model/users-error.js';

/** The kernel's log from where it was opened, record by record. */
export interface KernelLog {
  /** The next record as the kernel writes it, its line ends included; null where there is none yet. */
  next(): Buffer | null;
  close(): void;
}

const DEVICE = '/dev/kmsg';
/** The kernel gives one record with each read, and refuses smaller buffers (CONSOLE_EXT_LOG_MAX, 8 KiB). */
const LONGEST_RECORD = 1 << 14;

/**
 * /dev/kmsg (Documentation/ABI/testing/dev-kmsg), never waited for. Where the ring buffer has overwritten what was not
 * yet read, the next record that is still there follows: numbers of records are missing then.
 */
export class DevKmsg implements KernelLog {
  private readonly fd: number;
  private readonly buffer = Buffer.alloc(LONGEST_RECORD);

  /** Throws UsersError. */
  constructor() {
    try {
      this.fd = fs.openSync(DEVICE, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    } catch (error) {
      throw new UsersError(`cannot read the kernel's log: ${(error as Error).message}`, { cause: error });
    }
  }

  next(): Buffer | null {
    for (;;) {
      try {
        const length = fs.readSync(this.fd, this.buffer, 0, LONGEST_RECORD, null);
        return Buffer.from(this.buffer.subarray(0, length));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EAGAIN') return null;
        if (code !== 'EPIPE') throw error; // EPIPE: overwritten, and the place moved on
      }
    }
  }

  close(): void {
    fs.closeSync(this.fd);
  }
}
