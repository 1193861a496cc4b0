import type { Unwrapped, WrappedRecord } from '../../model/wrapped-record.js';

/** What containers hand out. */
export interface ContainerSink {
  record(record: WrappedRecord): void;
  /** What follows is of another boot. */
  boot(): void;
}

/** One kind of container. */
export interface Container {
  /** In the middle of one: the next line is a part of it. */
  readonly within: boolean;
  /** Takes a line, without its end; `line` is its number (from 1) in the input. */
  take(bytes: Buffer, line: number): Unwrapped;
  /** There are no more lines, or none of this container: what it has is handed out. */
  finish(): void;
}
