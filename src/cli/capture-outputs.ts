import fs from 'node:fs';
import type { CaptureOutput } from '../capture/capture-output.js';
import { asOutputFailed, OutputClosed } from './output.js';
import { OutputFile } from './output-file.js';

/** A capture's output, and how it ends. */
export interface EndedOutput extends CaptureOutput {
  /** Fulfilled when everything is written. */
  end(): Promise<void>;
  /** What was written is not wanted. */
  abandon(): void;
}

/** A capture that appears under its name when it is complete. Throws OutputFailed. */
export function captureFile(name: string): EndedOutput {
  const file = OutputFile.open(name);
  return {
    isFull: false,
    write: (bytes) => file.write(bytes),
    flush: () => {}, // Nobody reads it before it is complete.
    end: async () => file.end(),
    abandon: () => file.abandon(),
  };
}

/** So many bytes wait for a reader. */
const MOST_WAITING = 1 << 26;
const RETRY_MS = 5;

/** A capture for a pipe or a terminal. Whoever reads it may stop for a while, and signals are heard all the same. */
export class CaptureStream implements EndedOutput {
  private readonly fd: number;
  private waiting: Uint8Array[] = [];
  private length = 0;
  private isWriting = false;
  private failure: Error | null = null;
  private whenIdle: () => void = () => {};

  constructor(fd: number) {
    this.fd = fd;
  }

  get isFull(): boolean {
    return this.length > MOST_WAITING;
  }

  write(bytes: Uint8Array): void {
    this.waiting.push(bytes);
    this.length += bytes.length;
  }

  flush(): void {
    if (this.failure !== null) throw this.failure;
    if (this.isWriting || this.length === 0) return;
    this.isWriting = true;
    const bytes = Buffer.concat(this.waiting);
    this.waiting = [];
    this.writeFrom(bytes, 0);
  }

  async end(): Promise<void> {
    while (this.isWriting || (this.length > 0 && this.failure === null)) {
      const idle = new Promise<void>((resolve) => (this.whenIdle = resolve));
      this.flush();
      await idle;
    }
    this.flush();
  }

  abandon(): void {}

  private writeFrom(bytes: Buffer, at: number): void {
    fs.write(this.fd, bytes, at, (error, written) => {
      if (error?.code === 'EAGAIN') setTimeout(() => this.writeFrom(bytes, at), RETRY_MS);
      else if (error !== null) this.stopWriting(failureOf(error));
      else {
        this.length -= written;
        if (at + written < bytes.length) this.writeFrom(bytes, at + written);
        else this.stopWriting(null);
      }
    });
  }

  private stopWriting(failure: Error | null): void {
    this.failure = failure;
    this.isWriting = false;
    this.whenIdle();
  }
}

function failureOf(error: NodeJS.ErrnoException): Error {
  if (error.code === 'EPIPE') return new OutputClosed('nobody reads the output', { cause: error });
  return asOutputFailed('the output', error);
}
