import type { Command } from 'commander';
import type { Context } from '../context.js';
import { addFilterOptions, selectionOf, type FilterFlags } from '../filter-options.js';
import { textOrJson } from '../format-option.js';
import { addFollowOptions } from '../follow-options.js';
import { addLogOptions, logRequest, type LogFlags } from '../log-options.js';

interface AnalyzeFlags extends LogFlags, FilterFlags {
  format: 'text' | 'json';
  summary?: true;
  follow?: true;
  idle: number;
}

const EXAMPLES = `
Examples:
  dmesg | nfpath analyze                        every flow, and below it its distinct paths
  dmesg -w | nfpath analyze --follow            each packet as soon as it is complete
  nfpath analyze trace.log --host 172.17.0.2    only packets that carried this address
  nfpath analyze trace.log --fate stopped       only packets that did not get through
  nfpath analyze a.log b.log --format json | jq -c 'select(.type == "flow")'
  nfpath analyze --netns web=172.17.0.2 trace.log   call that namespace "web"

Reads what the nftrace module printed, in whatever form it comes: dmesg with any options, /dev/kmsg, consoles,
every journalctl -o, syslog files, container logs, gzip (docs/dialects.md). Exit code: 0 ran, 2 could not run,
130 or 143 interrupted (what was known is printed).`;

/** `nfpath analyze` on the command line. */
export function addAnalyze(program: Command, context: Context): void {
  const command = program
    .command('analyze')
    .description(
      'show which hooks each packet crossed in which namespace, where its address was translated and where it ended',
    )
    .addOption(textOrJson())
    .option('--summary', 'print only the summary object: what came in and what became of it');
  addFilterOptions(command);
  addFollowOptions(command, 'print each packet when it is complete, for a log that is still written');
  addLogOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], flags: AnalyzeFlags) => {
    const { format, summary, follow, idle } = flags;
    const request = {
      ...logRequest(command, files, flags, context),
      format,
      summary: summary === true,
      follow: follow === true ? idle : null,
      selection: selectionOf(flags),
    };
    const { analyze } = await import('../actions/analyze.js');
    context.exit(await analyze(request, context));
  });
}
