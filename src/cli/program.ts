import { Command } from 'commander';
import { addAnalyze } from './commands/analyze.js';
import { addCapture } from './commands/capture.js';
import { addCheck } from './commands/check.js';
import { addDiff } from './commands/diff.js';
import { addDoctor } from './commands/doctor.js';
import { addDraw } from './commands/draw.js';
import { addExport } from './commands/export.js';
import { addInit } from './commands/init.js';
import { addModule } from './commands/module.js';
import { addPlace } from './commands/place.js';
import { addPolicy } from './commands/policy.js';
import { addReport } from './commands/report.js';
import { addSnapshot } from './commands/snapshot.js';
import type { Context } from './context.js';

/** Adds a command to a program. */
type Add = (program: Command, context: Context) => void;

const VERSION = ['-V', '--version'];

/** By their names, in the order in which the help lists them. */
const COMMANDS: ReadonlyMap<string, Add> = new Map([
  ['analyze', addAnalyze],
  ['draw', addDraw],
  ['report', addReport],
  ['check', addCheck],
  ['place', addPlace],
  ['diff', addDiff],
  ['snapshot', addSnapshot],
  ['export', addExport],
  ['doctor', addDoctor],
  ['capture', addCapture],
  ['module', addModule],
  ['init', addInit],
  ['policy', addPolicy],
]);

/**
 * The command line, as a commander program that has not yet parsed anything. `first` is its first argument: the options
 * of commands that it does not ask for need not be made, which takes 2 ms.
 */
export function createProgram(context: Context, first: string | undefined): Command {
  const program = new Command('nfpath')
    .description(
      'Shows every netfilter hook that a packet really crossed, from the log of the nftrace kernel module, and proves that a protection rule sits where it must.',
    )
    .version(context.version, VERSION.join(', '), 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(nfpath --help shows what there is)')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => {
        context.out.write(text);
        context.out.flush();
      },
    });
  for (const add of asked(first)) add(program, context);
  return program;
}

/** The commands to add: the one that is named, or all for what is to be said of them. */
function asked(first: string | undefined): Iterable<Add> {
  if (first !== undefined && VERSION.includes(first)) return [];
  const add = first === undefined ? undefined : COMMANDS.get(first);
  return add === undefined ? COMMANDS.values() : [add];
}
