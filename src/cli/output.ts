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

/** So many UTF-16 units or bytes are collected before they are written. */
const COLLECTED = 1 << 16;
/** A unit takes at most so many bytes of UTF-8. */
const BYTES_OF_UNIT = 3;
const RETRY_MS = 5;

/**
 * Writes text or bytes to a descriptor in large pieces, synchronously: a slow reader slows the analysis down instead
 * of filling the memory. Throws OutputClosed or OutputFailed.
 */
export class Output {
  private readonly fd: number;
  private text = '';
  /** What comes before the text, where there were bytes. */
  private pieces: Uint8Array[] = [];
  /** UTF-16 units of text and bytes so far. */
  private length = 0;
  /** Used again and again: to get memory for each piece takes longer than to encode it. */
  private buffer: Buffer | null = null;

  constructor(fd: number) {
    this.fd = fd;
  }

  write(piece: string | Uint8Array): void {
    if (typeof piece === 'string') this.text += piece;
    else {
      this.encodeText();
      this.pieces.push(piece);
    }
    this.length += piece.length;
    if (this.length >= COLLECTED) this.flush();
  }

  flush(): void {
    this.encodeText();
    const [first] = this.pieces;
    if (first === undefined) return;
    const bytes = this.pieces.length === 1 ? first : Buffer.concat(this.pieces);
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

  private encodeText(): void {
    const { text } = this;
    if (text === '') return;
    this.text = '';
    const isUsual = this.pieces.length === 0 && text.length >= COLLECTED && text.length <= 2 * COLLECTED;
    this.pieces.push(isUsual ? this.encodedInBuffer(text) : Buffer.from(text, 'utf8'));
  }

  /** Good until the next call. */
  private encodedInBuffer(text: string): Buffer {
    const buffer = (this.buffer ??= Buffer.allocUnsafe(2 * COLLECTED * BYTES_OF_UNIT));
    return buffer.subarray(0, buffer.write(text, 'utf8'));
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
