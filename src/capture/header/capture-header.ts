import { moduleParameters, type TraceParameters } from '../../model/trace-parameters.js';
import { kernelRelease, type Machine } from '../machine.js';
import { localAddresses } from './addresses.js';
import { oneLine } from './escaped.js';
import { Inside } from './inside.js';
import { listed } from './listed.js';
import { networkNamespaces, type NetworkNamespace } from './network-namespaces.js';
import { rulesOf } from './rules.js';
import { sysctlsOf } from './sysctls.js';

export interface HeaderOptions {
  readonly parameters: TraceParameters;
  /** Rules may be nobody else's business. */
  readonly withRules: boolean;
  /** The wall clock's, as the capture begins. */
  readonly time: Date;
}

/** Of so many namespaces rules, links and sysctls are asked for: each takes some hundredths of a second. */
const MOST_DESCRIBED = 100;

/**
 * What stands in front of the log of a capture (grammar/header.ne): the machine that it was taken on. What cannot be found
 * out is said in it. latin1, and the last line is ended, too.
 */
export async function captureHeader(machine: Machine, options: HeaderOptions): Promise<string> {
  const inside = new Inside(machine);
  const namespaces = networkNamespaces(machine);
  const lines = await machineLines(machine, options);
  for (const one of namespaces) {
    const addresses = await localAddresses(one, inside);
    lines.push(['netns', one.inode, one.name, ...addresses].join(' '));
  }
  for (const one of namespaces.slice(0, MOST_DESCRIBED))
    lines.push(...(await descriptionLines(one, machine, inside, options)));
  if (namespaces.length > MOST_DESCRIBED)
    lines.push(`note ${namespaces.length - MOST_DESCRIBED} more namespaces are not described`);
  // What is not installed is missing in every namespace, and said once.
  const notes = new Set(lines.filter(isNote));
  return [...lines.filter((line) => !isNote(line)), ...notes]
    .map((line) => `# nfpath ${oneLine(line)}\n`)
    .join('');
}

function isNote(line: string): boolean {
  return line.startsWith('note ');
}

async function machineLines(machine: Machine, { parameters, time }: HeaderOptions): Promise<string[]> {
  const word = (name: string): string => machine.text(`/proc/sys/kernel/${name}`)?.trim() ?? '';
  const { stdout: arch } = await machine.run(['uname', '-m']);
  const boot = word('random/boot_id');
  return [
    'capture 1',
    `kernel ${[kernelRelease(machine), arch.trim(), word('version')].filter((part) => part !== '').join(' ')}`,
    ...(boot === '' ? [] : [`boot ${boot}`]),
    `time ${time.toISOString()}`,
    `parameters ${moduleParameters(parameters).join(' ')}`,
  ];
}

async function descriptionLines(
  where: NetworkNamespace,
  machine: Machine,
  inside: Inside,
  { withRules }: HeaderOptions,
): Promise<string[]> {
  const { name } = where;
  const sysctls = await sysctlsOf(where, inside);
  const links = await listed(where, ['ip', '-d', 'link'], inside);
  const rules = withRules ? await rulesOf(where, machine, inside) : { lines: [], problems: [] };
  return [
    ...sysctls.map((line) => (name === 'init' ? `sysctl ${line}` : `sysctl-in ${name} | ${line}`)),
    ...links.lines.map((line) => `link ${name} | ${line}`),
    ...rules.lines.map((line) => `ruleset ${name} | ${line}`),
    ...[...links.problems, ...rules.problems].map((problem) => `note ${problem}`),
  ];
}
