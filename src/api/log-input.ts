import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asUnreadable, UnreadableInput } from '../source/unreadable.js';

/**
 * A log: the path or `file:` URL of a file, the bytes themselves, or a stream or any other iterable of pieces of it
 * (a Node or web stream, a generator; pieces may be cut anywhere). A string is a path; text is `Buffer.from(text)`.
 */
export type LogInput =
  string | URL | Uint8Array | Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

/** One log, or an array of several: each is of another host or boot, whose pointers mean something else. */
export type Logs = LogInput | readonly LogInput[];

/** The logs as a list; an array is never the pieces of one log. */
export function listed(logs: Logs): readonly LogInput[] {
  return isList(logs) ? logs : [logs];
}

function isList(logs: Logs): logs is readonly LogInput[] {
  return Array.isArray(logs);
}

/** What messages and results call a log. */
export function nameOfInput(input: LogInput, index: number): string {
  if (typeof input === 'string') return input;
  return input instanceof URL ? pathOf(input) : `log ${index + 1}`;
}

/** A path or a `file:` URL as a path. */
export function pathOf(file: string | URL): string {
  return file instanceof URL ? fileURLToPath(file) : file;
}

const PIECE = 1 << 18;

/** The bytes of a log, piece by piece. Throws UnreadableInput. */
export async function* piecesOf(input: LogInput): AsyncGenerator<Buffer> {
  if (input instanceof Uint8Array) {
    for (let at = 0; at < input.length; at += PIECE) yield asBuffer(input.subarray(at, at + PIECE));
    return;
  }
  if (typeof input !== 'string' && !(input instanceof URL)) {
    for await (const piece of input) yield typeof piece === 'string' ? Buffer.from(piece) : asBuffer(piece);
    return;
  }
  const path = pathOf(input);
  if (path.includes('\n'))
    throw new UnreadableInput('a string is the path of a log; give its text as Buffer.from(text)');
  try {
    yield* fs.createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw asUnreadable(path, error);
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
