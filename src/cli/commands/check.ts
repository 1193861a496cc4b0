import path from 'node:path';
import { Option, type Command } from 'commander';
import type { Context } from '../context.js';
import { addFollowOptions } from '../follow-options.js';
import { addLogOptions, logRequest, type LogFlags } from '../log-options.js';
import { addTextOptions, textRequest, type TextFlags } from '../path-options.js';

const FORMATS = ['text', 'json', 'junit', 'sarif', 'tap', 'github'] as const;

interface CheckFlags extends LogFlags, TextFlags {
  lanes?: true;
  policy: string;
  format: (typeof FORMATS)[number];
  report?: string;
  follow?: true;
  idle: number;
  failFast?: true;
}

const EXAMPLES = `
Examples:
  dmesg | nfpath check --policy guard.yaml             does every rule see all it must see
  dmesg -w | nfpath check -p guard.yaml --follow --fail-fast   wait for the first violation
  nfpath check --policy guard.yaml a.log b.log         the packets of several captures together
  nfpath check -p guard.yaml trace.log --report report.html    and a page to look at
  nfpath check -p guard.yaml trace.log --format junit > nfpath.xml
  nfpath check -p guard.yaml trace.log --format json | jq -c 'select(.verdict == "violated")'

nfpath init makes a first policy from a log; docs/policy.md says what can stand in one. Exit code: 0 every
rule holds, 1 a rule is violated, 2 could not run (a bad policy, say), 3 no violation, but a rule can't be
decided by this log, 130 or 143 interrupted (the verdicts so far are printed).`;

/** `nfpath check` on the command line. */
export function addCheck(program: Command, context: Context): void {
  const command = program
    .command('check')
    .description('prove, by the packets of a log, that each rule of a policy sits where it must')
    .requiredOption('-p, --policy <file>', 'the rules to prove, YAML (docs/policy.md); - is standard input')
    .addOption(
      new Option(
        '--format <format>',
        'text for people, json for programs (NDJSON), the others for CI: JUnit XML, SARIF 2.1.0, TAP 14, annotations of GitHub Actions',
      )
        .choices(FORMATS)
        .default('text'),
    );
  addFollowOptions(command, 'judge while the log is still written: print each verdict when it changes');
  command.option('--report <file>', 'also write a page about the log there, HTML, as nfpath report does');
  command.option('--lanes', 'draw the evidence of each finding with a lane for each namespace');
  addTextOptions(command);
  command.option('--fail-fast', 'with --follow: end at the first violation');
  addLogOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], flags: CheckFlags) => {
    const { policy, format, idle, report, output } = flags;
    if (flags.follow !== true && flags.failFast === true) command.error('error: --fail-fast needs --follow');
    if (flags.follow === true && format !== 'text' && format !== 'json')
      command.error(`error: --follow prints text or json, not ${format}`);
    const follow = flags.follow === true ? { idle, failFast: flags.failFast === true } : null;
    if (report === '-')
      command.error('error: --report needs a file; nfpath report writes to standard output');
    if (report !== undefined && output !== undefined && path.resolve(report) === path.resolve(output))
      command.error('error: --report and --output are two files');
    const log = logRequest(command, files, flags, context);
    const evidence = flags.lanes === true ? 'lanes' : 'trail';
    const page = report === undefined ? null : context.alsoWriteTo(report);
    const text = textRequest(flags, log.look);
    const request = { ...log, ...text, policy, format, evidence, follow, report: page } as const;
    if (policy === '-' && request.inputs.includes('-')) {
      command.error(
        'error: policy and log cannot both come from standard input: name a file for one of them',
      );
    }
    const { check } = await import('../actions/check.js');
    context.exit(await check(request, context));
  });
}
