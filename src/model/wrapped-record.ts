import type { Time } from './clock.js';

/** A line (rarely several) of the kernel that stood in a container: a JSON object, a journal's export, a journal's fields. */
export interface WrappedRecord {
  /** The text's bytes, without a line end behind it. */
  readonly text: Buffer;
  /** Number (from 1) of the input line that held it. */
  readonly line: number;
  /** What the container says of its time. */
  readonly time: Time;
  /** Who printed it (`T1234`, `C0`), '' where the container does not say. */
  readonly caller: string;
  /** Number of the record in /dev/kmsg, -1 where the container does not say. */
  readonly seq: number;
  /** The kernel printed it, and no program. */
  readonly isFromKernel: boolean;
}

/**
 * What became of an input line: it is none of a container's; it is a container's, and holds no text of a line; or a
 * record has been or will be made of it, by which it is counted.
 */
export type Unwrapped = 'no' | 'wrapping' | 'record';

/** Takes containers apart. It is given the lines that no form of text fits, and all others while it is `within` one. */
export interface Unwrapper {
  /** In the middle of a container: the next line is given to it first. */
  readonly within: boolean;
  /** Takes the line in the bytes [start, end) of a chunk. `line` is its number (from 1) in the input. */
  take(chunk: Buffer, start: number, end: number, line: number): Unwrapped;
  /** The input has ended: what is left is handed out. */
  finish(): void;
}
