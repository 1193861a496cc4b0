import type { Command } from 'commander';
import type { Context } from '../context.js';

const EXAMPLES = `
Examples:
  nfpath module                     write them to ./nftrace, and print what to do with them
  nfpath module /usr/src/nftrace    write them there
  nfpath module --force             overwrite those that are there

nfpath capture builds, loads and unloads the module by itself; this is for who wants to do it by hand, for another
machine or with dkms (docs/capturing.md). The module is GPL-2.0. Exit code: 0 ran, 2 could not run.`;

/** `nfpath module` on the command line. */
export function addModule(program: Command, context: Context): void {
  program
    .command('module')
    .description(
      'write the sources of the nftrace kernel module to a folder, and print how to build and load it',
    )
    .argument('[folder]', 'where to write them', 'nftrace')
    .option('--force', 'overwrite files that are there')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, { force }: { force?: true }) => {
      const { writeModule } = await import('../actions/module.js');
      context.exit(writeModule({ folder, force: force === true }, context));
    });
}
