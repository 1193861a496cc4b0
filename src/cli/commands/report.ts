import type { Command } from 'commander';
import type { Context } from '../context.js';
import { addLogOptions, logRequest, type LogFlags } from '../log-options.js';

interface ReportFlags extends LogFlags {
  policy?: string;
}

const EXAMPLES = `
Examples:
  nfpath report trace.log -o report.html                     one page about all that the log shows
  nfpath report trace.log --policy guard.yaml -o report.html   and whether each rule sees all it must see
  dmesg | nfpath report > report.html

The page needs nothing but itself: no script, no request, light and dark, good on paper (docs/report.md). Exit code: 0
ran; with --policy as nfpath check: 1 a rule is violated, 3 a rule can't be decided; 2 could not run, 130 or 143
interrupted (what was known is written, and says so).`;

/** `nfpath report` on the command line. */
export function addReport(program: Command, context: Context): void {
  const command = program
    .command('report')
    .description(
      'write one HTML page about a log: hooks, flows, paths, and with a policy verdicts and placements',
    )
    .option('-p, --policy <file>', 'also prove these rules, YAML (docs/policy.md); - is standard input');
  addLogOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], flags: ReportFlags) => {
    const { policy, output } = flags;
    if ((output === undefined || output === '-') && context.terminal.stdoutIsTerminal) {
      command.error('error: a report is a page for a browser: name a file, as in -o report.html');
    }
    if (policy === '-' && (files.length === 0 || files.includes('-'))) {
      command.error(
        'error: policy and log cannot both come from standard input: name a file for one of them',
      );
    }
    const request = { ...logRequest(command, files, flags, context), policy: policy ?? null };
    const { report } = await import('../actions/report.js');
    context.exit(await report(request, context));
  });
}
