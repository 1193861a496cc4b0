import fs from 'node:fs';
import path from 'node:path';
import { quoted, shell } from '../process.js';

/** What a machine without readers does not need. */
const LEFT_OUT = ['doc', 'info', 'lintian', 'locale', 'man', 'i18n', 'bash-completion'].map(
  (name) => `--exclude=./usr/share/${name}`,
);

/**
 * Unpacks packages into a folder, which is a small Debian then that was never configured: no script of a package is run.
 * base-files is first: where it makes links of /bin and /lib, what comes later goes through them.
 */
export async function unpack(debs: readonly string[], folder: string): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  const inOrder = [...debs].sort((a, b) => Number(isBase(b)) - Number(isBase(a)));
  for (const deb of inOrder) {
    const options = ['--no-same-owner', '--keep-directory-symlink', ...LEFT_OUT].join(' ');
    await shell(
      `dpkg-deb --fsys-tarfile ${quoted(deb)} | tar --extract --directory ${quoted(folder)} ${options}`,
    );
  }
}

function isBase(deb: string): boolean {
  return path.basename(deb).startsWith('base-files_');
}
