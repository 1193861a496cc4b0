import { Option, type Command } from 'commander';
import type { Context } from '../context.js';
import { addFilterOptions, selectionOf, type FilterFlags } from '../filter-options.js';
import { addLogOptions, logRequest, type LogFlags } from '../log-options.js';
import { addTextOptions, textRequest, type TextFlags } from '../path-options.js';

const FORMATS = ['text', 'mermaid', 'dot', 'svg', 'html'] as const;

interface DrawFlags extends LogFlags, FilterFlags, TextFlags {
  format: (typeof FORMATS)[number];
  policy?: string;
}

const EXAMPLES = `
Examples:
  nfpath draw trace.log                                     each distinct path, with a lane for each namespace
  nfpath draw trace.log --format svg -o paths.svg           the same as a picture, for light and dark pages
  nfpath draw trace.log --host 10.0.0.7 --format html -o paths.html   a page, folded by path
  nfpath draw trace.log --flow 7 --format mermaid           a sequence diagram for a pull request
  nfpath draw trace.log --format dot | dot -Tsvg > net.svg  namespaces, devices, hooks, and packets between them
  nfpath draw -p guard.yaml trace.log                       a star where a rule sits, a cross where packets went past it

Exit code: 0 ran, 2 could not run, 130 or 143 interrupted (what was known is drawn). A picture is no verdict: that
is nfpath check.`;

/** `nfpath draw` on the command line. */
export function addDraw(program: Command, context: Context): void {
  const command = program
    .command('draw')
    .description('draw the paths of packets, or the namespaces, devices and hooks that they came through')
    .addOption(
      new Option(
        '--format <format>',
        'text for a terminal, svg as a picture, html as a page, mermaid as a sequence diagram; dot (Graphviz) of what is between the namespaces',
      )
        .choices(FORMATS)
        .default('text'),
    )
    .option('-p, --policy <file>', 'mark where its rules sit and where packets went past them (not in dot)');
  addFilterOptions(command);
  addTextOptions(command);
  addLogOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], flags: DrawFlags) => {
    const { format, policy = null } = flags;
    if (policy !== null && format === 'dot')
      command.error('error: dot shows no paths: --policy needs another format');
    const log = logRequest(command, files, flags, context);
    if (policy === '-' && log.inputs.includes('-')) {
      command.error(
        'error: policy and log cannot both come from standard input: name a file for one of them',
      );
    }
    const request = {
      ...log,
      ...textRequest(flags, log.look),
      format,
      policy,
      selection: selectionOf(flags),
    };
    const { draw } = await import('../actions/draw.js');
    context.exit(await draw(request, context));
  });
}
