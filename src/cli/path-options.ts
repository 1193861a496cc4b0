import type { Command } from 'commander';
import type { PathForm } from '../report/analyze/flows-text.js';
import type { Look } from '../report/style.js';
import { wholeNumber } from './arguments.js';

export interface TextFlags {
  ascii?: true;
  width?: number;
}

/** How text is to look. */
export interface TextRequest {
  /** It is to be ASCII. */
  readonly ascii: boolean;
  readonly look: Look;
}

export interface PathFlags extends TextFlags {
  lanes?: boolean;
}

/** How text shows paths. */
export interface PathRequest extends TextRequest {
  readonly form: PathForm;
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

/** Adds those that say how text looks, whatever it shows. */
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
export function pathRequest(flags: PathFlags, look: Look): PathRequest {
  const isTerminal = Number.isFinite(look.width);
  return { form: (flags.lanes ?? isTerminal) ? 'lanes' : 'list', ...textRequest(flags, look) };
}

export function textRequest({ ascii, width }: TextFlags, look: Look): TextRequest {
  return { ascii: ascii === true, look: width === undefined ? look : { ...look, width } };
}
