import fs from 'node:fs';
import { UsersError } from '../model/users-error.js';

/** Whoever read the output has gone (`| head`): no error, but no reason to go on. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

/** The output could not be written: a full disk, say. */
export class OutputFailed extends UsersError {
  override readonly name = 'OutputFailed';
}

const BUFFERED = 1 << 16;
const RETRY_MS = 5;

/**
 * Writes text to a descriptor in large pieces, synchronously: a slow reader slows the analysis down instead
 * of filling the memory. Throws OutputClosed or OutputFailed.
 */
export class Output {
  private readonly fd: number;
  private pieces: string[] = [];
  private length = 0;

  constructor(fd: number) {
    this.fd = fd;
  }

  write(text: string): void {
    this.pieces.push(text);
    this.length += text.length;
    if (this.length >= BUFFERED) this.flush();
  }

  flush(): void {
    if (this.length === 0) return;
    const bytes = Buffer.from(this.pieces.join(''), 'utf8');
    this.pieces = [];
    this.length = 0;
    for (let at = 0; at < bytes.length;) at += this.writeSome(bytes, at);
  }

  private writeSome(bytes: Buffer, at: number): number {
    try {
      return fs.writeSync(this.fd, bytes, at);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new OutputClosed(message, { cause: error });
      if (code !== 'EAGAIN') throw new OutputFailed(`cannot write the output: ${message}`, { cause: error });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      return 0;
    }
  }
}
