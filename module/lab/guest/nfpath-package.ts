import fs from 'node:fs';
import path from 'node:path';

const CHECKOUT = path.resolve(import.meta.dirname, '../../..');

interface PackageFile {
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Puts this checkout's nfpath into a folder, as its package would hold it, with the packages that it needs when it runs, and
 * links its command into PATH. Throws where it was not built.
 */
export function writeNfpath(folder: string): void {
  const to = path.join(folder, 'lab/nfpath');
  const { files = [], dependencies = {} } = packageFile(CHECKOUT);
  for (const name of ['package.json', ...files]) {
    const from = path.join(CHECKOUT, name);
    if (!fs.existsSync(from)) throw new Error(`no ${name} in ${CHECKOUT}: npm run build makes it`);
    fs.cpSync(from, path.join(to, name), { recursive: true });
  }
  for (const name of needed(Object.keys(dependencies)))
    fs.cpSync(installed(name), path.join(to, 'node_modules', name), { recursive: true, dereference: true });
  const commands = path.join(folder, 'usr/local/bin');
  fs.mkdirSync(commands, { recursive: true });
  fs.symlinkSync('/lab/nfpath/bin/nfpath.js', path.join(commands, 'nfpath'));
}

/** Packages, and those that they need. npm has put all of them side by side. */
function needed(names: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    needed(Object.keys(packageFile(installed(name)).dependencies ?? {}), found);
  }
  return found;
}

function installed(name: string): string {
  return path.join(CHECKOUT, 'node_modules', name);
}

function packageFile(folder: string): PackageFile {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageFile;
}
