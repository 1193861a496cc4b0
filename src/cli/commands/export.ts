import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Context } from '../context.js';
import { addFilterOptions, selectionOf, type FilterFlags } from '../filter-options.js';
import { addLogOptions, logRequest, type LogFlags } from '../log-options.js';

const FORMATS = ['trace-event', 'otlp', 'pcapng'] as const;

interface ExportFlags extends LogFlags, FilterFlags {
  format?: (typeof FORMATS)[number];
  otlpEndpoint?: URL;
  bootTime?: string;
  syntheticTimes?: true;
}

const EXAMPLES = `
Examples:
  nfpath export trace.log --format trace-event -o trace.json   open it at ui.perfetto.dev or chrome://tracing
  nfpath export trace.log --format pcapng | wireshark -k -i -  a frame for each hook that a packet crossed
  nfpath export trace.log --format otlp -o trace.jsonl         for the OpenTelemetry collector (otlpjsonfile)
  dmesg | nfpath export --otlp-endpoint http://localhost:4318 --boot-time "$(uptime -s)"
                                                               to Jaeger, Tempo or a collector
  nfpath export trace.log --format otlp --fate stopped         only packets that did not get through

What each format has and what is made up in it: docs/export.md. The ledger is told on standard error. Exit code:
0 ran, 2 could not run (a receiver that takes less than everything, too), 130 or 143 interrupted (what was known
is written).`;

/** `nfpath export` on the command line. */
export function addExport(program: Command, context: Context): void {
  const command = program
    .command('export')
    .description(
      'write the packets of a log for other tools: Perfetto, OpenTelemetry (Jaeger, Tempo), Wireshark',
    )
    .addOption(
      new Option(
        '--format <format>',
        'trace events for Perfetto and chrome://tracing, traces as OTLP/JSON lines, or frames as pcapng',
      ).choices(FORMATS),
    )
    .option(
      '--otlp-endpoint <url>',
      'send traces to the OTLP/HTTP receiver at this URL, as http://localhost:4318, and write nothing',
      endpointUrl,
    )
    .option(
      '--boot-time <time>',
      "when the host was booted, as 2026-11-22T21:28:54Z or as uptime -s prints it: makes dates of the kernel's seconds",
    )
    .option(
      '--synthetic-times',
      'where a log has no times, count a microsecond for each line, and mark that',
    );
  addFilterOptions(command);
  addLogOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], flags: ExportFlags) => {
    const { format = flags.otlpEndpoint && 'otlp', otlpEndpoint: endpoint, output } = flags;
    if (format === undefined)
      return command.error(`error: --format is missing: ${FORMATS.slice(0, -1).join(', ')} or pcapng`);
    if (endpoint !== undefined && format !== 'otlp')
      command.error(`error: --otlp-endpoint takes OTLP and not ${format}`);
    if (endpoint !== undefined && output !== undefined)
      command.error('error: --otlp-endpoint writes nothing: leave out either it or -o');
    if (format === 'pcapng' && context.terminal.stdoutIsTerminal && (output ?? '-') === '-')
      command.error(
        "error: pcapng is binary, and standard output is a terminal: name a file (-o trace.pcapng) or pipe it, as in '| wireshark -k -i -'",
      );
    const request = {
      ...logRequest(command, files, flags, context),
      format,
      endpoint: endpoint ?? null,
      selection: selectionOf(flags),
      bootTime: flags.bootTime ?? null,
      syntheticTimes: flags.syntheticTimes === true,
    };
    const { exportLog } = await import('../actions/export.js');
    context.exit(await exportLog(request, context));
  });
}

/** A URL to which `/v1/traces` can be added. */
function endpointUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username + url.password + url.search + url.hash)
    throw new InvalidArgumentError(
      'It must be an http or https URL without user, query and fragment, as http://localhost:4318.',
    );
  return url;
}
