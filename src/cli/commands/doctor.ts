import type { Command } from 'commander';
import type { Context } from '../context.js';
import { addLogOptions, logRequest, type LogFlags } from '../log-options.js';
import { textOrJson } from '../format-option.js';

interface DoctorFlags extends LogFlags {
  format: 'text' | 'json';
}

const EXAMPLES = `
Examples:
  dmesg | nfpath doctor                    is this capture fit to judge by, and if not, what to do
  nfpath doctor a.log b.log                several captures together
  nfpath doctor trace.log --format json | jq -c 'select(.type == "symptom")'

Exit code: 0 fit to judge by (also with warnings), 2 could not run, 3 not fit, 130 or 143 interrupted.`;

/** `nfpath doctor` on the command line. */
export function addDoctor(program: Command, context: Context): void {
  const command = program
    .command('doctor')
    .description('say whether a log is fit to judge by, and what to do where it is not')
    .addOption(textOrJson());
  addLogOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], flags: DoctorFlags) => {
    const request = {
      ...logRequest(command, files, flags, context),
      format: flags.format,
    };
    const { doctor } = await import('../actions/doctor.js');
    context.exit(await doctor(request, context));
  });
}
