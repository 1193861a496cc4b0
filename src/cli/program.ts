import { Command, Option } from 'commander';
import type { NamespaceAlias } from '../correlate/namespaces.js';
import type { Fate } from '../model/packet.js';
import type { AnalyzeRequest } from './analyze-command.js';
import { namespaceAlias, several, wholeNumber } from './arguments.js';

/** What the terminal is like. */
export interface Terminal {
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface AnalyzeFlags {
  format: 'text' | 'json';
  summary?: true;
  flow?: number[];
  host?: string;
  port?: number;
  inNetns?: string;
  fate?: Fate;
  netns?: NamespaceAlias[];
  tag?: string;
  color: 'auto' | 'always' | 'never';
}

const EXAMPLES = `
Examples:
  dmesg | nfpath analyze                        every flow, and below it its distinct paths
  nfpath analyze trace.log --host 172.17.0.2    only packets that carried this address
  nfpath analyze trace.log --fate stopped       only packets that did not get through
  nfpath analyze a.log b.log --format json | jq -c 'select(.type == "flow")'
  nfpath analyze --netns web=172.17.0.2 trace.log   call that namespace "web"

Reads what the nftrace module printed, as dmesg shows it (plain, -T, -t, -r, -x, --time-format=iso), as
kern.log has it, or from journalctl -k -o short-monotonic. Exit code: 0 ran, 2 could not run, 130 or 143
interrupted (what was known is printed).`;

/** The command line, as a commander program that has not yet parsed anything. */
export function createProgram(
  version: string,
  run: (request: AnalyzeRequest) => Promise<void>,
  terminal: Terminal,
): Command {
  const program = new Command('nfpath')
    .description(
      'Shows every netfilter hook that a packet really crossed, from the log of the nftrace kernel module.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(nfpath --help shows what there is)')
    .showSuggestionAfterError();
  const analyze = program
    .command('analyze')
    .description(
      'show which hooks each packet crossed in which namespace, where its address was translated and where it ended',
    )
    .argument('[file...]', 'logs to read; - or nothing is standard input')
    .addOption(
      new Option('--format <format>', 'text for people, json for programs (NDJSON)')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option('--summary', 'print only the summary object: what came in and what became of it')
    .option('--flow <id>', 'only packets of this flow (may be repeated)', several(wholeNumber(1, 2 ** 31)))
    .option('--host <address>', 'only packets that carried this address at some hook')
    .option('--port <port>', 'only packets that carried this port at some hook', wholeNumber(0, 65_535))
    .option('--in-netns <namespace>', 'only packets that crossed this namespace (its name or pointer)')
    .addOption(
      new Option('--fate <fate>', 'only packets that ended so').choices([
        'delivered',
        'sent',
        'stopped',
        'open',
      ]),
    )
    .option(
      '--netns <name=which>',
      'name the namespace with this pointer or local address (may be repeated)',
      several(namespaceAlias),
    )
    .option('--tag <name>', 'the module that printed the lines, if it was not built as nftrace')
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto'))
    .addHelpText('after', EXAMPLES);
  analyze.action(async (files: string[], flags: AnalyzeFlags) => {
    if (files.length === 0 && terminal.stdinIsTerminal) {
      analyze.error(
        "error: there is no log to read: name a file or pipe one in, as in 'dmesg | nfpath analyze'",
      );
    }
    await run(analyzeRequest(files, flags, await lookFor(flags.color, terminal)));
  });
  return program;
}

function analyzeRequest(
  files: readonly string[],
  flags: AnalyzeFlags,
  look: AnalyzeRequest['look'],
): AnalyzeRequest {
  return {
    inputs: files.length === 0 ? ['-'] : files,
    format: flags.format,
    summary: flags.summary === true,
    selection: {
      flows: flags.flow,
      host: flags.host,
      port: flags.port,
      netns: flags.inNetns,
      fate: flags.fate,
    },
    options: { tag: flags.tag, netns: flags.netns },
    look,
  };
}

/** Colour only on a terminal (https://no-color.org), lines cut only to a terminal's width. */
async function lookFor(when: AnalyzeFlags['color'], terminal: Terminal): Promise<AnalyzeRequest['look']> {
  const { COLOUR, PLAIN } = await import('../report/style.js');
  const { stdoutIsTerminal, columns, env } = terminal;
  const wanted = stdoutIsTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const colour = when === 'always' || (when === 'auto' && wanted);
  return { style: colour ? COLOUR : PLAIN, width: stdoutIsTerminal ? columns : Infinity };
}
