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
 * Writes text or bytes to a descriptor in large pieces, synchronously: a slow reader slows the analysis down instead
 * of filling the memory. Throws OutputClosed or OutputFailed.
 */
export class Output {
  private readonly fd: number;
  private pieces: (string | Uint8Array)[] = [];
  private length = 0;

  constructor(fd: number) {
    this.fd = fd;
  }

  write(piece: string | Uint8Array): void {
    this.pieces.push(piece);
    this.length += piece.length;
    if (this.length >= BUFFERED) this.flush();
  }

  flush(): void {
    if (this.length === 0) return;
    const bytes = bytesOf(this.pieces);
    this.pieces = [];
    this.length = 0;
    for (let at = 0; at < bytes.length;) at += this.writeSome(bytes, at);
  }

  /** All has been written. */
  end(): void {
    this.flush();
  }

  /** What was written is not wanted: the command has failed. */
  abandon(): void {}

  private writeSome(bytes: Buffer, at: number): number {
    try {
      return fs.writeSync(this.fd, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new OutputClosed('nobody reads the output', { cause: error });
      if (code !== 'EAGAIN') throw asOutputFailed('the output', error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      return 0;
    }
  }
}

function bytesOf(pieces: readonly (string | Uint8Array)[]): Buffer {
  // Pieces of text are joined first: there are many, and each would be a buffer.
  return pieces.every((piece) => typeof piece === 'string')
    ? Buffer.from(pieces.join(''), 'utf8')
    : Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece)));
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'there is no such folder',
  EACCES: 'permission denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is no folder',
};

export function asOutputFailed(what: string, error: unknown): OutputFailed {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new OutputFailed(`cannot write ${what}: ${REASONS[code] ?? message}`, { cause: error });
}
