import fs from 'node:fs';
import path from 'node:path';

/** Programs that the lab calls on the machine itself, and the packages of Debian's that have them. */
const PACKAGES: Readonly<Record<string, string>> = {
  'apt-get': 'apt',
  cpio: 'cpio',
  depmod: 'kmod',
  'dpkg-deb': 'dpkg',
  'qemu-system-x86_64': 'qemu-system-x86',
  tar: 'tar',
  unshare: 'util-linux',
};

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Throws where something is missing, and says in one line how to install it. */
export function requireTools(): void {
  const folders = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`.split(':');
  const isThere = (program: string): boolean =>
    folders.some((folder) => fs.existsSync(path.join(folder, program)));
  const missing = Object.keys(PACKAGES).filter((program) => !isThere(program));
  const packages = missing.map((program) => PACKAGES[program]!);
  if (!fs.existsSync(KEYRING)) packages.push('debian-archive-keyring');
  if (packages.length > 0)
    throw new Error(`missing on this machine; to install it: apt-get install ${packages.join(' ')}`);
}
