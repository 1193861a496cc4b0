import fs from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { CommanderError, type Command } from 'commander';
import { UsersError } from '../model/users-error.js';
import type { Context } from './context.js';
import { EXIT, type ExitCode } from '../model/exit-code.js';
import { Output, OutputClosed } from './output.js';
import { OutputFile } from './output-file.js';
import { StatusLine } from './status-line.js';
import { createProgram } from './program.js';
import type { Terminal } from './terminal.js';

/**
 * Runs the command line `argv` (as in process.argv) and returns the exit code (docs/cli.md). `tell` takes what is
 * said beside the output.
 */
export async function run(
  argv: readonly string[],
  terminal: Terminal,
  interruption: AbortSignal,
  tell: (text: string) => void = (text) => void process.stderr.write(text),
): Promise<number> {
  let exitCode: number = EXIT.ran;
  let isInterrupted = false;
  let out = new Output(1);
  const others: Output[] = [];
  const context: Context = {
    version: packageVersion(),
    get out() {
      return out;
    },
    writeTo: (file) => {
      out = OutputFile.open(file);
    },
    alsoWriteTo: (file) => {
      const other = OutputFile.open(file);
      others.push(other);
      return other;
    },
    tell,
    status: new StatusLine(terminal),
    signal: interruption,
    interrupted: () => {
      isInterrupted = true;
    },
    terminal,
    exit: (code) => {
      exitCode = code;
    },
  };
  const program = createProgram(context, argv[2]);
  for (const command of withSubcommands(program)) command.exitOverride();
  try {
    await program.parseAsync([...argv]);
    out.end();
    return isInterrupted ? 128 + constants.signals[interruption.reason as NodeJS.Signals] : exitCode;
  } catch (error) {
    for (const output of [out, ...others]) output.abandon();
    return exitCodeOf(error, tell);
  }
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** The user's errors get their message; any other is ours and keeps its stack. */
function exitCodeOf(error: unknown, tell: (text: string) => void): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ran : EXIT.couldNotRun;
  if (error instanceof OutputClosed) return EXIT.ran;
  const text = error instanceof UsersError ? error.message : ((error as Error).stack ?? String(error));
  tell(`nfpath: ${text}\n`);
  return EXIT.couldNotRun;
}

function packageVersion(): string {
  const text = fs.readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
