import type { Output } from './output.js';
import type { StatusLine } from './status-line.js';
import type { Terminal } from './terminal.js';

/** What a command works with beside its arguments. */
export interface Context {
  /** Of nfpath. */
  readonly version: string;
  readonly out: Output;
  /** Makes `out` a file that appears when the command has succeeded. Throws OutputFailed. */
  writeTo(file: string): void;
  /** Opens a file beside `out`; the command ends it, and a command that fails leaves it as it was. Throws OutputFailed. */
  alsoWriteTo(file: string): Output;
  /** Says something beside the output, on standard error. */
  tell(text: string): void;
  readonly status: StatusLine;
  /** Aborted where the user interrupts: what is known is then reported. */
  readonly signal: AbortSignal;
  /** The signal has cut something short: what is printed is not the whole, and the exit code says so. */
  interrupted(): void;
  readonly terminal: Terminal;
  /** Takes the exit code of the command that has run; where that ran another program, it may be the program's. */
  exit(code: number): void;
}
