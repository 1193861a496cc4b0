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

/** So many bytes are collected before they are written. */
const COLLECTED = 1 << 16;
/** So many UTF-16 units are collected before they are encoded: few enough to be in the CPU's cache still. */
const ENCODED = 1 << 12;
/** A unit takes at most so many bytes of UTF-8. */
const BYTES_OF_UNIT = 3;
const RETRY_MS = 5;

/**
 * Writes text or bytes to a descriptor in large pieces, synchronously: a slow reader slows the analysis down instead
 * of filling the memory. Throws OutputClosed or OutputFailed.
 */
export class Output {
  private readonly fd: number;
  /** What comes behind the bytes in the buffer. */
  private text = '';
  /** Used again and again: to get memory for each piece takes longer than to encode it. */
  private buffer: Buffer | null = null;
  /** Bytes in the buffer. */
  private used = 0;

  constructor(fd: number) {
    this.fd = fd;
  }

  write(piece: string | Uint8Array): void {
    if (typeof piece === 'string') {
      this.text += piece;
      if (this.text.length >= ENCODED) this.encode();
    } else {
      this.encode();
      const buffer = this.roomFor(piece.length);
      if (buffer === null) return this.writeAll(piece);
      buffer.set(piece, this.used);
      this.used += piece.length;
    }
  }

  flush(): void {
    this.encode();
    this.writeBuffer();
  }

  /** All has been written. */
  end(): void {
    this.flush();
  }

  /** What was written is not wanted: the command has failed. */
  abandon(): void {}

  /** Moves the text into the buffer. */
  private encode(): void {
    const { text } = this;
    if (text === '') return;
    this.text = '';
    const buffer = this.roomFor(text.length * BYTES_OF_UNIT);
    if (buffer === null) this.writeAll(Buffer.from(text, 'utf8'));
    else this.used += buffer.write(text, this.used, 'utf8');
  }

  /** The buffer with room for so many bytes, for which what is in it may have to be written; null where it is too small. */
  private roomFor(bytes: number): Buffer | null {
    const buffer = (this.buffer ??= Buffer.allocUnsafe(COLLECTED));
    if (this.used + bytes > COLLECTED) this.writeBuffer();
    return bytes > COLLECTED ? null : buffer;
  }

  private writeBuffer(): void {
    const { used } = this;
    this.used = 0;
    if (used > 0) this.writeAll(this.buffer!.subarray(0, used));
  }

  private writeAll(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += this.writeSome(bytes, at);
  }

  private writeSome(bytes: Uint8Array, at: number): number {
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
