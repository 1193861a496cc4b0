import fs from 'node:fs';
import path from 'node:path';
import { quoted, say, shell } from '../process.js';
import type { Kernel } from './kernel.js';

const SOURCES = path.resolve(import.meta.dirname, '../..');

/**
 * Builds the module, with what only the lab needs, by the kernel's own headers and compiler, and returns its file. That runs
 * with the kernel's folder as its root, which a namespace of its own allows anybody to do.
 *
 * @param folder gets the sources and what is built of them
 * @throws with the compiler's words where it fails, or has a warning to give
 */
export async function buildModule({ release, root }: Kernel, folder: string): Promise<string> {
  say(`building the module for ${release}`);
  const inside = fs.mkdtempSync(path.join(root, 'tmp', 'nftrace-'));
  try {
    for (const name of fs.readdirSync(SOURCES).filter(isSource))
      fs.copyFileSync(path.join(SOURCES, name), path.join(inside, name));
    const printed = await shell(
      `exec 2>&1; exec unshare --map-root-user --mount sh -ec ${quoted(IN_NAMESPACE)} sh ${quoted(root)} ${quoted(release)} ${quoted(path.basename(inside))}`,
    );
    if (/warning:/i.test(printed)) throw new Error(`the module does not build without warnings:\n${printed}`);
    fs.mkdirSync(folder, { recursive: true });
    const module = path.join(folder, 'nftrace.ko');
    fs.copyFileSync(path.join(inside, 'nftrace.ko'), module);
    return module;
  } finally {
    fs.rmSync(inside, { recursive: true });
  }
}

/** Without BTF, which would want the symbols of the whole kernel; and nobody made awk of mawk. */
const IN_NAMESPACE = `
mount --rbind /dev "$1/dev"
mount --rbind /proc "$1/proc"
PATH=/usr/bin:/bin:/usr/sbin:/sbin exec chroot "$1" make -C "/usr/src/linux-headers-$2" \
  "M=/tmp/$3" NFTRACE_LAB=1 AWK=mawk CONFIG_DEBUG_INFO_BTF_MODULES= modules
`;

function isSource(name: string): boolean {
  return name === 'Kbuild' || name === 'Makefile' || /\.[ch]$/.test(name);
}
