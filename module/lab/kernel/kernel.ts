import fs from 'node:fs';
import path from 'node:path';
import { Archive } from '../archive/archive.js';
import { rootOf } from '../archive/root.js';
import { newestVersion, releaseOf } from './releases.js';

/** A kernel of Debian's, unpacked with what builds modules for it. */
export interface Kernel {
  /** As `uname -r` says: `6.12.117+deb13-cloud-amd64`. */
  readonly release: string;
  /** `6.12` */
  readonly series: string;
  /** A small Debian of the kernel's own release: image, modules, headers, compiler. */
  readonly root: string;
  readonly image: string;
}

/** The compiler comes with the headers; make, and the programs that its rules call. */
const BUILD_PROGRAMS = ['base-files', 'coreutils', 'dash', 'findutils', 'grep', 'make', 'mawk', 'sed'];

/** Fetches a kernel, where it is not in the cache. */
export async function fetchKernel(kernel: string, cache: string): Promise<Kernel> {
  const { name, suites } = releaseOf(kernel);
  const archive = new Archive(path.join(cache, 'apt', name), suites);
  await archive.update();
  const version = newestVersion(await archive.packageNames('linux-headers-'), kernel);
  const release = `${version}-cloud-amd64`;
  // Since 7.x the image is in a package of its own, and the modules, too.
  const parts = ['binary', 'modules', 'image'].map((part) => `linux-${part}-${release}`);
  const known = await Promise.all(parts.map((part) => archive.packageNames(part)));
  const images = parts.filter((part, i) => known[i]!.includes(part));
  const own = images.length > 1 ? images.slice(0, 2) : images;
  const root = await rootOf(
    archive,
    [...BUILD_PROGRAMS, ...own, `linux-headers-${release}`],
    path.join(cache, release),
    `Linux ${release}, its headers and its compiler`,
  );
  return { release, series: /^\d+\.\d+/.exec(release)![0], root, image: imageIn(root, release) };
}

function imageIn(root: string, release: string): string {
  const places = [
    `boot/vmlinuz-${release}`,
    `usr/lib/modules/${release}/vmlinuz`,
    `lib/modules/${release}/vmlinuz`,
  ];
  const found = places.map((place) => path.join(root, place)).find((file) => fs.existsSync(file));
  if (found === undefined) throw new Error(`no kernel image in ${root}: looked at ${places.join(', ')}`);
  return found;
}
