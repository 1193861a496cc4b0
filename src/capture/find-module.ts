import fs from 'node:fs';
import { UsersError } from '../model/users-error.js';
import { buildModule } from './build-module.js';
import { kernelRelease, type Machine } from './machine.js';

export const MODULE = 'nftrace';

/** A parameter that other modules of this name do not have: the kernel takes unknown ones, and only says so in its log. */
const TOLD_BY = ['format', 'ports'];

/** Where the module comes from. */
export interface FoundModule {
  /** A file for insmod; null: modprobe knows it. */
  readonly file: string | null;
  /** In words. */
  readonly origin: string;
  /** Takes away what was made for it. */
  cleanUp(): void;
}

/**
 * The module to load: `given`, a built one; else the one that is installed for the running kernel (dkms puts it there);
 * else the sources that come with nfpath, built in a folder that is taken away afterwards. Throws UsersError.
 */
export async function findModule(
  given: string | null,
  machine: Machine,
  signal: AbortSignal,
): Promise<FoundModule> {
  if (given !== null) {
    if (!fs.existsSync(given)) throw new UsersError(`cannot read ${given}: there is no such file`);
    await assertOurs(given, machine);
    return { file: fs.realpathSync(given), origin: given, cleanUp: () => {} };
  }
  const { status, stdout } = await machine.run(['modinfo', '-n', MODULE]);
  const installed = stdout.trim();
  if (status === 0 && installed.startsWith('/')) {
    await assertOurs(MODULE, machine);
    return { file: null, origin: installed, cleanUp: () => {} };
  }
  const { file, cleanUp } = await buildModule(machine, signal);
  return { file, origin: `built from nfpath's own sources for ${kernelRelease(machine)}`, cleanUp };
}

async function assertOurs(which: string, machine: Machine): Promise<void> {
  const { status, stdout, isMissing, stderr } = await machine.run(['modinfo', '-F', 'parm', which]);
  if (isMissing) throw new UsersError('modinfo is not installed: it comes with kmod');
  if (status !== 0) throw new UsersError(`${which} is no kernel module: ${stderr.trim()}`);
  const parameters = stdout.split('\n').map((line) => line.split(':')[0]);
  if (TOLD_BY.every((name) => parameters.includes(name))) return;
  throw new UsersError(
    `${which} is another module than nfpath's nftrace, which has the parameters ${TOLD_BY.join(' and ')}: nfpath module writes its sources`,
  );
}
