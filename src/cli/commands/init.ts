import type { Command } from 'commander';
import type { Context } from '../context.js';
import { addLogOptions, logRequest, type LogFlags } from '../log-options.js';

const EXAMPLES = `
Examples:
  nfpath init trace.log > guard.yaml     a first policy, to be read and corrected
  nfpath check -p guard.yaml trace.log   holds on the log that it was made from

For each server of the log: its address, what clients write to, and a rule at the best placement that sees
everything. Exit code: 0 ran, 2 could not run, 3 no rule could be proven by the log, 130 or 143 interrupted.`;

/** `nfpath init` on the command line. */
export function addInit(program: Command, context: Context): void {
  const command = program
    .command('init')
    .description('write a first policy, with comments, from what a log shows');
  addLogOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], flags: LogFlags) => {
    const request = logRequest(command, files, flags, context);
    const { init } = await import('../actions/init.js');
    context.exit(await init(request, context));
  });
}
