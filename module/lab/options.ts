import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm run lab -- --kernel VERSION [options]

  --kernel VERSION   a series (5.10, 6.1, 6.12, 7.2 ...) or a version of Debian's (6.1.0-56); several: 6.1,6.12
  --scenario NAMES   only these: external-to-container,load-2-cpus (default: all)
  --list             print the scenarios and do nothing
  --out FOLDER       gets FOLDER/KERNEL, laid out as fixtures/ is (default lab-captures)
  --cache FOLDER     packages, unpacked (default ~/.cache/nfpath-lab)
  --cpus N           of the machine, whatever the scenarios ask for
  --keep             keep what the machines handed out, in FOLDER/KERNEL/machines
  --run SCRIPT       boot, build a world (--world), run SCRIPT as root there, and bring out what it writes to /out
  --world NAME       the scenario whose world is built for --run (default external-to-container; none: nothing is built)
  --with-node        put Node and the nfpath of this checkout (built before) into the machine: nfpath is on its PATH
`;

export interface LabOptions {
  readonly kernels: readonly string[];
  /** Empty: all. */
  readonly scenarios: readonly string[];
  readonly list: boolean;
  readonly out: string;
  readonly cache: string;
  readonly cpus: number | undefined;
  readonly keep: boolean;
  readonly script: string | undefined;
  /** The scenario whose world a script runs in, if any. */
  readonly world: string | undefined;
  readonly node: boolean;
}

/** Throws where an argument is none that it knows, or does not go with another. */
export function parseOptions(args: readonly string[]): LabOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kernel: { type: 'string', default: '' },
      scenario: { type: 'string', default: '' },
      list: { type: 'boolean', default: false },
      out: { type: 'string', default: 'lab-captures' },
      cache: { type: 'string', default: path.join(os.homedir(), '.cache', 'nfpath-lab') },
      cpus: { type: 'string' },
      keep: { type: 'boolean', default: false },
      run: { type: 'string' },
      world: { type: 'string' },
      'with-node': { type: 'boolean', default: false },
    },
  });
  const kernels = words(values.kernel);
  if (kernels.length === 0 && !values.list) throw new Error('which kernel? --kernel 6.12');
  for (const kernel of kernels)
    if (!/^\d+\.\d+/.test(kernel)) throw new Error(`not a kernel version: ${kernel}`);
  const ofScript = (['world', 'with-node'] as const).filter((name) => values[name]);
  if (values.run === undefined && ofScript.length > 0)
    throw new Error(`--${ofScript[0]!} goes with --run only`);
  if (values.run !== undefined && values.scenario !== '')
    throw new Error('--run SCRIPT runs no scenario; --world NAME builds the world of one');
  return {
    kernels,
    scenarios: words(values.scenario),
    list: values.list,
    out: path.resolve(values.out),
    cache: path.resolve(values.cache),
    cpus: values.cpus === undefined ? undefined : cpuCount(values.cpus),
    keep: values.keep,
    script: values.run === undefined ? undefined : path.resolve(values.run),
    world: values.world === 'none' ? undefined : (values.world ?? 'external-to-container'),
    node: values['with-node'],
  };
}

function words(text: string): string[] {
  return text.split(',').filter((word) => word !== '');
}

function cpuCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new Error(`not a number of CPUs from 1 to 64: ${text}`);
  return count;
}
