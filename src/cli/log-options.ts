import { Option, type Command } from 'commander';
import type { AnalysisOptions } from '../analyze.js';
import type { NamespaceAlias } from '../correlate/namespaces.js';
import type { Look } from '../report/style.js';
import { namespaceAlias, several } from './arguments.js';
import { lookOf, type ColourWish, type Terminal } from './terminal.js';

/** Which logs to read, how, and how what is found of them is to look. */
export interface LogRequest {
  /** Paths; `-` is standard input. */
  readonly inputs: readonly string[];
  readonly options: AnalysisOptions;
  readonly look: Look;
}

export interface LogFlags {
  netns?: NamespaceAlias[];
  tag?: string;
  color: ColourWish;
}

/** Adds the arguments and options that all commands have which read logs. */
export function addLogOptions(command: Command): Command {
  return addReadingOptions(command.argument('[file...]', 'logs to read; - or nothing is standard input'));
}

/** Adds the options of commands that read logs, without the arguments. */
export function addReadingOptions(command: Command): Command {
  return command
    .option(
      '--netns <name=which>',
      'name the namespace with this pointer or local address (may be repeated)',
      several(namespaceAlias),
    )
    .option('--tag <name>', 'the module that printed the lines, if it was not built as nftrace')
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto'));
}

/** What the user asks to be read. Ends the program where standard input would be a terminal. */
export function logRequest(
  command: Command,
  files: readonly string[],
  { tag, netns, color }: LogFlags,
  terminal: Terminal,
): LogRequest {
  if (files.length === 0 && terminal.stdinIsTerminal) {
    command.error(
      `error: there is no log to read: name a file or pipe one in, as in 'dmesg | nfpath ${command.name()}'`,
    );
  }
  return {
    inputs: files.length === 0 ? ['-'] : files,
    options: { tag, netns },
    look: lookOf(color, terminal),
  };
}
