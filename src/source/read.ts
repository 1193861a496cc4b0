import fs from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { ByteBudget } from './byte-budget.js';
import { decoded } from './decoded.js';
import type { LineChunks } from './line-chunks.js';
import { encodingOf } from './magic.js';
import { streamOf } from './stream.js';
import { asUnreadable, inputName, UnreadableInput } from './unreadable.js';

/** How many bytes of a file are read before signals and timers get their turn. */
const SHIFT = 1 << 24;
/** The bytes by which a file shows what it is, and the first of what is in it. */
const FIRST_PIECE = 1 << 16;

/** So much of what was compressed is read where no limit is given: a small file can hold an endless log. */
const MOST_INFLATED = 64 * 2 ** 30;

/** How the reading of an input ended. */
export type InputEnd =
  /** At its end. */
  | 'end'
  /** Before it: it is compressed, and cut short or damaged. */
  | 'truncated'
  /** At the limit of bytes to read. */
  | 'limit'
  /** By the signal. */
  | 'aborted';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Read no more bytes than this, of what is compressed when it is not. */
  readonly maxBytes?: number | undefined;
  /** Told how many bytes of a file of `total` bytes were read; not for pipes. */
  readonly onProgress?: ((read: number, total: number) => void) | undefined;
  /** Asked behind each piece: reading goes on when what it returns is fulfilled. */
  readonly drain?: (() => Promise<void> | undefined) | undefined;
}

/**
 * Reads a file, or standard input for `-`, into `chunks` until it ends or `signal` is aborted. gzip is read as what
 * is in it. Throws UnreadableInput.
 */
export async function readInput(
  path: string,
  chunks: LineChunks,
  options: ReadOptions = {},
): Promise<InputEnd> {
  const name = inputName(path);
  let end: InputEnd;
  try {
    const fd = path === '-' ? 0 : fs.openSync(path, 'r');
    try {
      end = await readDescriptor(fd, name, chunks, options);
    } finally {
      if (fd !== 0) fs.closeSync(fd);
    }
  } catch (error) {
    throw asUnreadable(name, error);
  }
  chunks.finish();
  return end;
}

/** Whether all these inputs can be opened, asked before the first is read. Throws UnreadableInput. */
export function assertReadable(paths: readonly string[]): void {
  for (const path of paths.filter((name) => name !== '-')) {
    try {
      fs.accessSync(path, fs.constants.R_OK);
      if (fs.statSync(path).isDirectory())
        throw new UnreadableInput(`cannot read ${path}: it is a directory`);
    } catch (error) {
      throw asUnreadable(path, error);
    }
  }
}

async function readDescriptor(
  fd: number,
  name: string,
  chunks: LineChunks,
  options: ReadOptions,
): Promise<InputEnd> {
  const stat = fs.fstatSync(fd);
  if (stat.isDirectory()) throw new UnreadableInput(`cannot read ${name}: it is a directory`);
  if (!stat.isFile()) return readPieces(streamOf(fd, options.signal), name, chunks, options);
  const first = Buffer.alloc(FIRST_PIECE);
  const begun = first.subarray(0, fs.readSync(fd, first, 0, FIRST_PIECE, null));
  return encodingOf(begun, name) === 'plain'
    ? readFile(fd, begun, stat.size, chunks, options)
    : readPieces(piecesOf(fd, begun), name, chunks, options);
}

/** A regular file never blocks for long, and reading it synchronously is a fifth faster. */
async function readFile(
  fd: number,
  begun: Buffer,
  size: number,
  chunks: LineChunks,
  { signal, maxBytes = Infinity, onProgress, drain }: ReadOptions,
): Promise<InputEnd> {
  const budget = new ByteBudget(chunks, maxBytes);
  budget.append(begun);
  let read = begun.length;
  for (let shift = 0; signal?.aborted !== true && !budget.isSpent;) {
    const { space } = budget;
    const count = fs.readSync(fd, space, 0, space.length, null);
    if (count === 0) return 'end';
    budget.wrote(count);
    const draining = drain?.();
    if (draining !== undefined) await draining;
    shift += count;
    if (shift < SHIFT) continue;
    read += shift;
    shift = 0;
    onProgress?.(read, size);
    await setImmediate();
  }
  return budget.isSpent ? 'limit' : 'aborted';
}

/** A pipe may be silent for hours, and the process must answer to signals meanwhile. */
async function readPieces(
  pieces: AsyncIterable<Buffer>,
  name: string,
  chunks: LineChunks,
  options: ReadOptions,
): Promise<InputEnd> {
  const steps = feedChunks(pieces, name, chunks, options);
  for (;;) {
    const { done, value } = await steps.next();
    if (done === true) return value;
    await options.drain?.();
  }
}

/**
 * Puts the bytes of an input called `name` into `chunks`, out of their compression; yields after each piece, so that
 * what was found in it can be taken away. `chunks` is still to be finished. Throws UnreadableInput.
 */
export async function* feedChunks(
  pieces: AsyncIterable<Buffer>,
  name: string,
  chunks: LineChunks,
  { signal, maxBytes }: ReadOptions,
): AsyncGenerator<void, InputEnd> {
  const { isCompressed, bytes } = await decoded(pieces, name);
  const budget = new ByteBudget(chunks, maxBytes ?? (isCompressed ? MOST_INFLATED : Infinity));
  for (;;) {
    const next = await bytes.next();
    if (signal?.aborted === true) return 'aborted';
    if (next.done === true) return next.value ? 'end' : 'truncated';
    budget.append(next.value);
    if (!budget.isSpent) {
      yield;
      continue;
    }
    await bytes.return(true);
    return 'limit';
  }
}

/** A file from its beginning, of which `begun` was read. */
async function* piecesOf(fd: number, begun: Buffer): AsyncGenerator<Buffer> {
  yield begun;
  for (;;) {
    const piece = Buffer.alloc(FIRST_PIECE);
    const count = fs.readSync(fd, piece, 0, piece.length, null);
    if (count === 0) return;
    yield piece.subarray(0, count);
  }
}
