import fs from 'node:fs';
import path from 'node:path';
import { UsersError } from '../model/users-error.js';

/** The sources of nftrace, as they come with nfpath. */
const SOURCES = path.join(import.meta.dirname, '../../module');

/** The names of the files of the module, in their order. Folders beside them hold what it is tested with. */
export function sourceFiles(): string[] {
  return fs
    .readdirSync(SOURCES, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

/**
 * Writes the sources of nftrace to a folder, which is made where it is not there; returns the names of the files. Throws
 * UsersError, before anything is written, where one of them is there already, unless `overwrite`.
 */
export function writeSources(folder: string, overwrite: boolean): string[] {
  const files = sourceFiles();
  const there = files.filter((name) => fs.existsSync(path.join(folder, name)));
  if (there.length > 0 && !overwrite) {
    throw new UsersError(
      `${path.join(folder, there[0]!)} is there already: name another folder, or overwrite it with --force`,
    );
  }
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const name of files)
      fs.writeFileSync(path.join(folder, name), fs.readFileSync(path.join(SOURCES, name)));
  } catch (error) {
    throw new UsersError(`cannot write to ${folder}: ${(error as Error).message}`, { cause: error });
  }
  return files;
}
