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

/** In the order in which the help lists them. */
const COMMANDS = [
  addAnalyze,
  addDraw,
  addReport,
  addCheck,
  addPlace,
  addDiff,
  addSnapshot,
  addExport,
  addDoctor,
  addCapture,
  addModule,
  addInit,
  addPolicy,
];

/** The command line, as a commander program that has not yet parsed anything. */
export function createProgram(context: Context): Command {
  const program = new Command('nfpath')
    .description(
      'Shows every netfilter hook that a packet really crossed, from the log of the nftrace kernel module, and proves that a protection rule sits where it must.',
    )
    .version(context.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(nfpath --help shows what there is)')
    .showSuggestionAfterError();
  for (const add of COMMANDS) add(program, context);
  return program;
}
