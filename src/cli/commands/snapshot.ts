import type { Command } from 'commander';
import type { Context } from '../context.js';
import { addLogOptions, logRequest, type LogFlags } from '../log-options.js';

interface SnapshotFlags extends LogFlags {
  update?: string;
}

const EXAMPLES = `
Examples:
  nfpath snapshot trace.log > kernel.paths.yaml            the golden paths of a kernel, to be committed
  nfpath diff kernel.paths.yaml next.log                   does the next one take the same
  nfpath snapshot next.log --update kernel.paths.yaml      accept what it does, and keep the comments

Exit code: 0 ran, 2 could not run, 3 written, but the logs do not tell everything ("left-out" in the snapshot says
what), 130 or 143 interrupted.`;

/** `nfpath snapshot` on the command line. */
export function addSnapshot(program: Command, context: Context): void {
  const command = program
    .command('snapshot')
    .description('write down the paths of a log, as YAML that nfpath diff compares with')
    .option('--update <file>', 'renew this snapshot in its place, and keep its comments');
  addLogOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], flags: SnapshotFlags) => {
    const request = {
      ...logRequest(command, files, flags, context),
      update: flags.update ?? null,
    };
    const { snapshot } = await import('../actions/snapshot.js');
    context.exit(await snapshot(request, context));
  });
}
