import { kernelRelease, loadedModules, type Machine } from '../machine.js';
import type { Inside } from './inside.js';
import { listed, type Listed } from './listed.js';
import type { NetworkNamespace } from './network-namespaces.js';

/** The tables of iptables that are not nftables, and what lists them. */
const LEGACY = [
  { names: 'ip_tables_names', program: 'iptables-legacy-save' },
  { names: 'ip6_tables_names', program: 'ip6tables-legacy-save' },
] as const;

/**
 * The rules of a namespace: `nft list ruleset`, and the tables of legacy iptables, which nft does not list. Asks nothing
 * that would load a module: a capture leaves the machine as it was.
 */
export async function rulesOf(where: NetworkNamespace, machine: Machine, inside: Inside): Promise<Listed> {
  const all = hasNfTables(machine) ? [await listed(where, ['nft', 'list', 'ruleset'], inside)] : [];
  for (const { names, program } of LEGACY) {
    const tables = (await inside.netText(where, names)).trim();
    if (tables !== '') all.push(await listed(where, [program], inside));
  }
  return { lines: all.flatMap(({ lines }) => lines), problems: all.flatMap(({ problems }) => problems) };
}

function hasNfTables(machine: Machine): boolean {
  if (loadedModules(machine).has('nf_tables')) return true;
  const builtIn = machine.text(`/lib/modules/${kernelRelease(machine)}/modules.builtin`) ?? '';
  return builtIn.includes('/nf_tables.ko');
}
