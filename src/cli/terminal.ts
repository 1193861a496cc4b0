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

export type ColourWish = 'auto' | 'always' | 'never';

/** Colour only on a terminal (https://no-color.org), lines cut only to a terminal's width. */
export function lookOf(when: ColourWish, { stdoutIsTerminal, columns, env }: Terminal): Look {
  const wanted = stdoutIsTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const colour = when === 'always' || (when === 'auto' && wanted);
  return { style: colour ? COLOUR : PLAIN, width: stdoutIsTerminal ? columns : Infinity };
}
