import { Option, type Command } from 'commander';
import type { AnalysisOptions } from '../analyze.js';
import type { NamespaceAlias } from '../correlate/namespaces.js';
import type { Look } from '../report/style.js';
import { INPUT_FORMATS, type InputFormat } from '../model/input-format.js';
import { byteCount, namespaceAlias, several, timezone } from './arguments.js';
import type { Context } from './context.js';
import { lookOf, type ColourWish } from './terminal.js';

/** Which logs to read, how, and how what is found of them is to look. */
export interface LogRequest {
  /** Paths; `-` is standard input. */
  readonly inputs: readonly string[];
  readonly options: AnalysisOptions;
  readonly look: Look;
  /** Read no more bytes of each input than this. */
  readonly maxBytes?: number | undefined;
}

export interface LogFlags {
  netns?: NamespaceAlias[];
  tag?: string;
  inputFormat?: InputFormat | 'auto';
  timezone?: string;
  concat?: true;
  maxBytes?: number;
  output?: string;
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
    .option(
      '--concat',
      'the files are pieces of one log, in this order; else each is of another host or boot',
    )
    .addOption(
      new Option(
        '--input-format <form>',
        'all inputs have this form: text (whatever stands around a line), JSON of dmesg, journald or Docker, or another form of journalctl -o',
      )
        .choices(['auto', ...INPUT_FORMATS])
        .default('auto'),
    )
    .option(
      '--timezone <zone>',
      'of times that do not say theirs, as Europe/Berlin; else the local one',
      timezone,
    )
    .option(
      '--max-bytes <size>',
      'read no more of each input than this, as 500M; gzip counts as what is in it, and stops at 64G anyway',
      byteCount,
    )
    .option(
      '-o, --output <file>',
      'write there instead of standard output; the file appears when it is complete',
    )
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto'));
}

/** What the user asks to be read. Ends the program where standard input would be a terminal. */
export function logRequest(
  command: Command,
  files: readonly string[],
  { tag, netns, color, inputFormat, timezone, concat, maxBytes, output }: LogFlags,
  { terminal, writeTo }: Pick<Context, 'terminal' | 'writeTo'>,
): LogRequest {
  if (files.length === 0 && terminal.stdinIsTerminal) {
    command.error(
      `error: there is no log to read: name a file or pipe one in, as in 'dmesg | nfpath ${command.name()}'`,
    );
  }
  const isFile = output !== undefined && output !== '-';
  if (isFile) writeTo(output);
  return {
    inputs: files.length === 0 ? ['-'] : files,
    options: { tag, netns, timezone, concat, inputFormat: inputFormat === 'auto' ? undefined : inputFormat },
    look: lookOf(color, terminal, isFile),
    maxBytes,
  };
}
