import fs from 'node:fs';
import { COLOUR, PLAIN } from '../report/style.js';
import type { Look } from '../report/style.js';

/** What the terminal is like. */
export interface Terminal {
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What this process runs on, each thing found out when it is asked for: Node takes 5 ms to make its streams. */
export const thisTerminal: Terminal = {
  get stdinIsTerminal() {
    return mayBeTerminal(0) && process.stdin.isTTY === true;
  },
  get stdoutIsTerminal() {
    return mayBeTerminal(1) && process.stdout.isTTY === true;
  },
  get stderrIsTerminal() {
    return mayBeTerminal(2) && process.stderr.isTTY === true;
  },
  get columns() {
    // A terminal that does not know its width says 0.
    return (this.stdoutIsTerminal && process.stdout.columns) || 80;
  },
  env: process.env,
};

/** Files, pipes and /dev/null are none. */
function mayBeTerminal(fd: number): boolean {
  const stat = fs.fstatSync(fd);
  return stat.isCharacterDevice() && stat.rdev !== fs.statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

export type ColourWish = 'auto' | 'always' | 'never';

/** Colour only on a terminal (https://no-color.org), lines cut only to a terminal's width; a file is none. */
export function lookOf(when: ColourWish, terminal: Terminal, toFile: boolean): Look {
  const isTerminal = !toFile && terminal.stdoutIsTerminal;
  const { env } = terminal;
  const wanted = isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const colour = when === 'always' || (when === 'auto' && wanted);
  return { style: colour ? COLOUR : PLAIN, width: isTerminal ? terminal.columns : Infinity };
}
