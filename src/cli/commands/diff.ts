import { InvalidArgumentError, type Command } from 'commander';
import { several } from '../arguments.js';
import type { Context } from '../context.js';
import { textOrJson } from '../format-option.js';
import { addReadingOptions, logRequest, type LogFlags } from '../log-options.js';

interface DiffFlags extends LogFlags {
  format: 'text' | 'json';
  map?: [string, string][];
  mapNetns?: [string, string][];
  mapDev?: [string, string][];
  timing?: number | true;
  policy?: string;
  matrix?: string;
}

/** How many times longer a median must be where the user does not say. */
const FACTOR = 2;

const EXAMPLES = `
Examples:
  nfpath diff el7.log linux-6.1.log                      what changed between two kernels
  nfpath diff old.log new.log --map 172.17.0.2=172.18.0.9   the container has another address there
  nfpath diff old.log new.log --policy guard.yaml        and which rules have another verdict
  nfpath diff kernel.paths.yaml new.log                  against golden paths (nfpath snapshot)
  nfpath diff --matrix captures/                         many kernels, many scenarios
  nfpath diff old.log new.log --format json | jq -c 'select(.type == "difference")'

Compared are paths: hooks, namespaces, devices, addresses seen at hooks, and how packets ended. Pointers, clients'
addresses and ports, counts and times make no difference. Exit code: 0 no difference, 1 paths differ, 2 could
not run, 3 nothing differs that both have, but traffic is missing on a side or it can't be told, 130 or 143
interrupted.`;

/** `nfpath diff` on the command line. */
export function addDiff(program: Command, context: Context): void {
  const command = program
    .command('diff')
    .description('show what differs between the paths of two captures, of two kernels say')
    .argument('[old]', 'the log, or the snapshot (.yaml), that it was; - is standard input')
    .argument('[new]', 'the log, or the snapshot, that it is now')
    .addOption(textOrJson())
    .option(
      '--matrix <folder>',
      'compare many kernels: a folder for each, and in it a log or snapshot for each scenario',
    )
    .option('-p, --policy <file>', 'also tell which rules of this policy have another verdict, and why')
    .option(
      '--map <old=new>',
      'an address, or address:port, that is another one in new (may be repeated)',
      several(mapping),
    )
    .option('--map-netns <old=new>', 'the same for the name of a namespace', several(mapping))
    .option('--map-dev <old=new>', 'the same for the name of a device', several(mapping))
    .option(
      '--timing [factor]',
      `also tell where packets take so many times longer or shorter (default: ${FACTOR})`,
      timingFactor,
    );
  addReadingOptions(command).addHelpText('after', EXAMPLES);
  command.action(async (old: string | undefined, fresh: string | undefined, flags: DiffFlags) => {
    if (flags.matrix !== undefined) return compareMatrix(command, flags.matrix, [old, fresh], flags, context);
    if (old === undefined || fresh === undefined) {
      return command.error(`error: missing required argument '${old === undefined ? 'old' : 'new'}'`);
    }
    const { format, map, mapNetns, mapDev, timing, policy } = flags;
    if ([old, fresh, policy].filter((input) => input === '-').length > 1) {
      command.error('error: only one input can come from standard input: name files for the others');
    }
    if (policy !== undefined && (map ?? mapNetns ?? mapDev) !== undefined) {
      command.error('error: a policy names addresses of one side, so it cannot be checked with --map');
    }
    const before = logRequest(command, [old], flags, context);
    const request = {
      old: before,
      new: { ...before, inputs: [fresh] },
      format,
      renames: { addresses: new Map(map), namespaces: new Map(mapNetns), devices: new Map(mapDev) },
      policy: policy ?? null,
      timing: timing === true ? FACTOR : (timing ?? null),
    };
    const { diff } = await import('../actions/diff.js');
    context.exit(await diff(request, context));
  });
}

async function compareMatrix(
  command: Command,
  folder: string,
  inputs: readonly (string | undefined)[],
  flags: DiffFlags,
  context: Context,
): Promise<void> {
  const { format, map, mapNetns, mapDev, timing, policy } = flags;
  if ([...inputs, map, mapNetns, mapDev, timing, policy].some((given) => given !== undefined)) {
    command.error(
      'error: --matrix compares all that is in its folder; it goes with --format, --netns and --tag alone',
    );
  }
  const request = { ...logRequest(command, [folder], flags, context), folder, format };
  const { matrix } = await import('../actions/matrix.js');
  context.exit(await matrix(request, context));
}

function mapping(text: string): [string, string] {
  const match = /^([^=\s]+)=([^=\s]+)$/.exec(text);
  if (match === null) throw new InvalidArgumentError('It must be OLD=NEW, like 172.17.0.2=172.18.0.9.');
  return [match[1]!, match[2]!];
}

function timingFactor(text: string): number {
  const factor = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || factor < 1) {
    throw new InvalidArgumentError('It must be a number from 1 up.');
  }
  return factor;
}
