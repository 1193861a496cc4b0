import fs from 'node:fs';
import { constants } from 'node:os';
import { CommanderError } from 'commander';
import { BadTag } from '../parse/tag.js';
import { UnreadableInput } from '../source/read.js';
import { analyzeCommand } from './analyze-command.js';
import { Output, OutputClosed, OutputFailed } from './output.js';
import { createProgram, type Terminal } from './program.js';

const RAN = 0;
const COULD_NOT_RUN = 2;
const INTERRUPTED = 128;

/** Runs the command line `argv` (as in process.argv) and returns the exit code (docs/cli.md). */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const out = new Output(1);
  const interruption = new AbortController();
  const release = onInterrupt((signal) => interruption.abort(signal));
  const program = createProgram(
    packageVersion(),
    (request) => analyzeCommand(request, out, interruption.signal),
    terminal,
  );
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync([...argv]);
    const { aborted, reason } = interruption.signal;
    return aborted ? INTERRUPTED + constants.signals[reason as NodeJS.Signals] : RAN;
  } catch (error) {
    return exitCodeOf(error);
  } finally {
    release();
  }
}

/** Errors are the user's to mend and get one line; anything else is ours and keeps its stack. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? RAN : COULD_NOT_RUN;
  if (error instanceof OutputClosed) return RAN;
  const known = error instanceof UnreadableInput || error instanceof BadTag || error instanceof OutputFailed;
  process.stderr.write(`nfpath: ${known ? error.message : ((error as Error).stack ?? String(error))}\n`);
  return COULD_NOT_RUN;
}

/** The first signal ends the reading; a second one, the process. */
function onInterrupt(abort: (signal: NodeJS.Signals) => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, abort);
  return () => {
    for (const signal of signals) process.removeListener(signal, abort);
  };
}

function packageVersion(): string {
  const text = fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
