import type { Command } from 'commander';
import type { PathForm } from '../report/analyze/flows-text.js';
import type { Look } from '../report/style.js';
import { wholeNumber } from './arguments.js';

/** How text shows paths. */
export interface PathFlags {
  lanes?: boolean;
  ascii?: true;
  width?: number;
}

/** What a command makes of these flags. */
export interface PathRequest {
  readonly form: PathForm;
  /** Text is to be ASCII. */
  readonly ascii: boolean;
  readonly look: Look;
}

const LEAST_WIDTH = 20;
const MOST_WIDTH = 10_000;

/** Adds the options that say how text shows paths. */
export function addPathOptions(command: Command): Command {
  return addTextOptions(
    command
      .option('--lanes', 'draw each path with a lane for each namespace, as on a terminal')
      .option('--no-lanes', 'list the hooks of each path, as in a pipe'),
  );
}

/** Adds those that a command has which always draws lanes. */
export function addTextOptions(command: Command): Command {
  return command
    .option('--ascii', 'text in ASCII alone')
    .option(
      '--width <columns>',
      "fold and cut text to so many columns; else to the terminal's, and in a pipe to none",
      wholeNumber(LEAST_WIDTH, MOST_WIDTH),
    );
}

/** Lanes are for eyes: a terminal has them, and what is read by a program or kept stays a list, unless asked for. */
export function pathRequest({ lanes, ascii, width }: PathFlags, look: Look): PathRequest {
  const isTerminal = Number.isFinite(look.width);
  return {
    form: (lanes ?? isTerminal) ? 'lanes' : 'list',
    ascii: ascii === true,
    look: width === undefined ? look : { ...look, width },
  };
}
