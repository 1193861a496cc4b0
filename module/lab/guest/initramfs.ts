import fs from 'node:fs';
import path from 'node:path';
import type { Kernel } from '../kernel/kernel.js';
import { quoted, run, say, shell } from '../process.js';

/** Modules that a guest can want: networks, its disk, and what these are made of. */
const MODULES = ['net', 'drivers/net', 'drivers/virtio', 'drivers/block', 'lib', 'crypto', 'arch'];

/**
 * The kernel's modules for the guest, as a piece of an initramfs; kept in the cache. They stay compressed as they are
 * packed, modprobe reads them so.
 */
export async function modulesArchive({ release, root }: Kernel, cache: string): Promise<string> {
  const archive = path.resolve(cache, `${release}.modules.cpio`);
  if (fs.existsSync(archive)) return archive;
  say(`packing the modules of ${release}`);
  const staging = fs.mkdtempSync(path.join(path.resolve(cache), 'modules-'));
  const from = path.join(root, 'lib/modules', release);
  const to = path.join(staging, 'usr/lib/modules', release);
  for (const folder of MODULES) {
    const source = path.join(from, 'kernel', folder);
    if (fs.existsSync(source)) fs.cpSync(source, path.join(to, 'kernel', folder), { recursive: true });
  }
  for (const name of fs.readdirSync(from).filter((file) => file.startsWith('modules.')))
    fs.copyFileSync(path.join(from, name), path.join(to, name));
  fs.symlinkSync('usr/lib', path.join(staging, 'lib'));
  await run('depmod', ['-b', staging, release]);
  await pack(staging, archive);
  fs.rmSync(staging, { recursive: true });
  return archive;
}

/** A folder as a piece of an initramfs, kept beside it. The guest's programs are that. */
export async function folderArchive(folder: string): Promise<string> {
  const archive = `${folder}.cpio`;
  const made = fs.statSync(archive, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (made < fs.statSync(`${folder}.complete`).mtimeMs) await pack(folder, archive);
  return archive;
}

/** Packs what a folder holds, uncompressed: an emulated CPU would take longer to unpack it than it takes to read. */
export async function pack(folder: string, archive: string): Promise<void> {
  const unfinished = `${archive}.part`;
  await shell(
    `cd ${quoted(folder)} && find . | LC_ALL=C sort | cpio --quiet --create --format=newc --owner=0:0 > ${quoted(unfinished)}`,
  );
  fs.renameSync(unfinished, archive);
}

/** One initramfs of several pieces: the kernel unpacks them one after the other. */
export async function joined(archives: readonly string[], initramfs: string): Promise<string> {
  await shell(`cat ${archives.map(quoted).join(' ')} > ${quoted(initramfs)}`);
  return initramfs;
}
