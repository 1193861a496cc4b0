import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UsersError } from '../model/users-error.js';
import { buildPackages } from './distribution.js';
import { kernelRelease, type Machine } from './machine.js';
import { writeSources } from './module-sources.js';

/** Lines of what make says that are shown. */
const SHOWN_LINES = 12;

/** Builds nftrace for the running kernel in a folder of its own. Throws UsersError, and leaves nothing behind then. */
export async function buildModule(
  machine: Machine,
  signal: AbortSignal,
): Promise<{ file: string; cleanUp(): void }> {
  const release = kernelRelease(machine);
  if (!machine.names(`/lib/modules/${release}/build/`).includes('Makefile')) {
    throw new UsersError(
      `nftrace has to be built, and the headers of this kernel (${release}) are not installed.${installText(machine)}`,
    );
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-module-'));
  const cleanUp = (): void => fs.rmSync(folder, { recursive: true, force: true });
  try {
    writeSources(folder, false);
    const { status, isMissing, stdout, stderr } = await machine.run(['make', '-C', folder], { signal });
    if (isMissing)
      throw new UsersError(`nftrace has to be built, and make is not installed.${installText(machine)}`);
    const file = path.join(folder, 'nftrace.ko');
    if (status === 0 && fs.existsSync(file)) return { file, cleanUp };
    const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-SHOWN_LINES);
    throw new UsersError(
      `nftrace could not be built for ${release}:\n${said.map((line) => `  ${line}`).join('\n')}\n` +
        `A compiler like the kernel's own is needed.${installText(machine)}`,
    );
  } catch (error) {
    cleanUp();
    throw error;
  }
}

function installText(machine: Machine): string {
  const command = buildPackages(machine);
  return command === null
    ? " Install make, gcc and your distribution's package of kernel headers, or name a built module with --module FILE.ko."
    : `\nInstall what is missing:  ${command}\nor name a built module with --module FILE.ko.`;
}
