import fs from 'node:fs';
import { UsersError } from '../model/users-error.js';
import { ByteText } from '../report/byte-text.js';

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
const RETRY_MS = 5;

/**
 * Writes text or bytes to a descriptor in large pieces, synchronously: a slow reader slows the analysis down instead
 * of filling the memory. Throws OutputClosed or OutputFailed.
 */
export class Output {
  private readonly fd: number;
  /** What comes behind the bytes that are collected. */
  private text = '';
  private readonly collected = new ByteText();

  constructor(fd: number) {
    this.fd = fd;
  }

  write(piece: string | Uint8Array): void {
    if (typeof piece === 'string') {
      this.text += piece;
      if (this.text.length < ENCODED) return;
      this.encode();
    } else {
      this.encode();
      this.append(piece);
    }
    this.writeIfMuch();
  }

  /** Lets somebody put text behind what was written, instead of making a string of it. */
  compose(put: (out: ByteText) => void): void {
    this.encode();
    put(this.collected);
    this.writeIfMuch();
  }

  flush(): void {
    this.encode();
    this.writeCollected();
  }

  /** All has been written. */
  end(): void {
    this.flush();
  }

  /** What was written is not wanted: the command has failed. */
  abandon(): void {}

  /** Moves the text to the bytes. */
  private encode(): void {
    const { text } = this;
    if (text === '') return;
    this.text = '';
    if (text.length < COLLECTED) this.collected.text(text);
    else this.append(Buffer.from(text, 'utf8'));
  }

  /** What is large is not collected first. */
  private append(bytes: Uint8Array): void {
    if (bytes.length < COLLECTED) return this.collected.append(bytes);
    this.writeCollected();
    this.writeAll(bytes);
  }

  private writeIfMuch(): void {
    if (this.collected.length >= COLLECTED) this.writeCollected();
  }

  private writeCollected(): void {
    const { collected } = this;
    if (collected.length === 0) return;
    const { bytes } = collected;
    collected.clear();
    this.writeAll(bytes);
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
