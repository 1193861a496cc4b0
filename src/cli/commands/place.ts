import { Option, type Command } from 'commander';
import { FIRST } from '../../model/priority.js';
import type { ServiceEndpoint } from '../../model/policy.js';
import { endpoint, priority } from '../arguments.js';
import type { Context } from '../context.js';
import { textOrJson } from '../format-option.js';
import { addLogOptions, logRequest, type LogFlags } from '../log-options.js';

interface PlaceFlags extends LogFlags {
  priority: number;
  format: 'text' | 'json';
}

const EXAMPLES = `
Examples:
  nfpath place 172.17.0.2:8080 trace.log         where could a rule for this service sit
  nfpath place 172.17.0.2:8080 captures/*.log    over several captures together
  dmesg | nfpath place '[fd00::2]:443'
  nfpath place 172.17.0.2:8080 trace.log --priority NF_IP_PRI_FILTER    a rule of the filter table

The address is the service's own, inside its namespace. Exit code: 0 ran, 2 could not run, 3 no packet of the
service got through, 130 or 143 interrupted.`;

/** `nfpath place` on the command line. */
export function addPlace(program: Command, context: Context): void {
  const command = program
    .command('place')
    .description(
      'find where a rule for a service could sit: what each placement sees, and what sees everything',
    )
    .argument('<address:port>', "the service's own address and port", endpoint)
    .addOption(
      new Option('--priority <priority>', "the rule's priority, by number or name")
        .argParser(priority)
        .default(FIRST, 'NF_IP_PRI_FIRST'),
    )
    .addOption(textOrJson());
  addLogOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (address: ServiceEndpoint, files: string[], flags: PlaceFlags) => {
    const { priority, format } = flags;
    const request = { ...logRequest(command, files, flags, context), address, priority, format };
    const { place } = await import('../actions/place.js');
    context.exit(await place(request, context));
  });
}
