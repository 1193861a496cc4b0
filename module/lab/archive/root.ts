import fs from 'node:fs';
import path from 'node:path';
import { say } from '../process.js';
import type { Archive } from './archive.js';
import { unpack } from './unpack.js';

/**
 * A folder with these packages and all they depend on unpacked, made where it is not there yet. A folder that was
 * not finished is made anew.
 */
export async function rootOf(
  archive: Archive,
  packages: readonly string[],
  folder: string,
  what: string,
): Promise<string> {
  const root = path.resolve(folder);
  const complete = `${root}.complete`;
  const wanted = packages.join('\n');
  if (fs.existsSync(complete) && fs.readFileSync(complete, 'utf8') === wanted) return root;
  fs.rmSync(complete, { force: true });
  fs.rmSync(root, { recursive: true, force: true });
  await archive.update();
  say(`fetching ${what}`);
  const archives = `${root}.debs`;
  const debs = await archive.fetch(packages, archives);
  say(`unpacking ${debs.length} packages into ${root}`);
  await unpack(debs, root);
  fs.rmSync(archives, { recursive: true });
  fs.writeFileSync(complete, wanted);
  return root;
}
