import { Option, type Command } from 'commander';
import { FIRST } from '../../model/priority.js';
import {
  TRACE_FAMILIES,
  TRACE_PROTOCOLS,
  type TraceFamily,
  type TraceProtocol,
} from '../../model/trace-parameters.js';
import { priority, wholeNumber } from '../arguments.js';
import { duration, listOf, portList } from '../capture-arguments.js';
import type { Context } from '../context.js';

interface CaptureFlags {
  ports: readonly string[];
  protocol: readonly TraceProtocol[];
  family?: readonly TraceFamily[];
  priority: number;
  rate: number;
  format: '1' | '2';
  for?: number;
  module?: string;
  onlyTrace?: true;
  ruleset: boolean;
  output?: string;
}

const EXAMPLES = `
Examples:
  nfpath capture --ports 8080 -o web.log -- curl -s http://10.10.10.2:8080/    until the command ends, and a second more
  nfpath capture --ports 80,443 --for 30s -o web.log                           for a time
  nfpath capture --ports 53 --protocol udp,tcp -o dns.log                      until ctrl-C
  nfpath capture --ports 8080 --for 1m | nfpath analyze --follow               look while it is taken
  nfpath doctor web.log                                                        is it fit to judge by

Needs root, and Linux. Builds the module where neither --module names one nor one is installed, loads it, writes down the
kernel's log behind a header (kernel, sysctls, namespaces, links, rules), and unloads it again, also when it is
interrupted (docs/capturing.md). Traces cost time: not for machines that are busy with people's work.

Exit code: 0 ran, 2 could not run; with a command, the command's own; 128 and the signal's number where a signal ended it
before the time was over or the command had ended.`;

/** `nfpath capture` on the command line. */
export function addCapture(program: Command, context: Context): void {
  const command = program
    .command('capture')
    .description('load nftrace, write down what it prints for a time or a command, and unload it (root)')
    .argument('[command...]', 'behind --: what to run and capture')
    .option('--ports <list>', 'of either end of TCP and UDP, as 80,8080-8090, or all', portList, [
      '8080',
      '8081',
    ])
    .addOption(
      new Option('--protocol <list>', `of ${TRACE_PROTOCOLS.join()}; icmp is ICMPv6, too`)
        .argParser(listOf(TRACE_PROTOCOLS))
        .default(['tcp'], 'tcp'),
    )
    .option('--family <list>', `of ${TRACE_FAMILIES.join()}; else both`, listOf(TRACE_FAMILIES))
    .addOption(
      new Option('--priority <priority>', 'where the hooks are registered, by number or name')
        .argParser(priority)
        .default(FIRST, 'NF_IP_PRI_FIRST'),
    )
    .option(
      '--rate <entries>',
      'print so many entries a second, count the others; 0: all',
      wholeNumber(0, 2 ** 31 - 1),
      0,
    )
    .addOption(
      new Option('--format <format>', '2: one line an entry; 1: four lines, TCP over IPv4 only')
        .choices(['1', '2'])
        .default('2'),
    )
    .option('--for <time>', 'capture for so long, as 30s, 500ms, 5m', duration)
    .option('--module <file>', 'load this built module; else one that is installed, else it is built')
    .option('--only-trace', "leave out the text of the kernel's other lines")
    .option('--no-ruleset', 'leave the rules out of the header')
    .option(
      '-o, --output <file>',
      'write there instead of standard output; the file appears when it is complete',
    )
    .addHelpText('after', EXAMPLES);
  command.action(async (words: string[], flags: CaptureFlags) => {
    const [name, ...args] = words;
    const format = flags.format === '1' ? 1 : 2;
    if (name !== undefined && flags.for !== undefined)
      command.error('error: a capture ends with the command or by --for, not by both');
    const { protocol, family } = flags;
    if (format === 1 && (protocol.join() !== 'tcp' || family?.includes('ipv6') === true))
      command.error('error: format 1 has lines for TCP over IPv4 alone');
    const request = {
      parameters: {
        ports: flags.ports,
        protocols: protocol,
        families: family ?? (format === 1 ? (['ipv4'] as const) : TRACE_FAMILIES),
        priority: flags.priority,
        rate: flags.rate,
        format,
      } as const,
      command: name === undefined ? null : ([name, ...args] as const),
      milliseconds: flags.for ?? null,
      module: flags.module ?? null,
      onlyTrace: flags.onlyTrace === true,
      withRules: flags.ruleset,
      output: flags.output === undefined || flags.output === '-' ? null : flags.output,
    };
    const { captureLog } = await import('../actions/capture.js');
    context.exit(await captureLog(request, context));
  });
}
