import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const CHECKOUT = path.resolve(import.meta.dirname, '../../..');

interface PackageFile {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Puts this checkout's nfpath into a folder, as its package would hold it, with the packages that it needs when it runs, and
 * links its command into PATH. Throws where it was not built.
 */
export function writeNfpath(folder: string): void {
  const to = path.join(folder, 'lab/nfpath');
  const { dependencies = {} } = packageFile(CHECKOUT);
  const names = packed();
  if (!names.includes('dist/cli/main.js')) throw new Error(`no dist in ${CHECKOUT}: npm run build makes it`);
  for (const name of names) fs.cpSync(path.join(CHECKOUT, name), path.join(to, name));
  for (const name of needed(Object.keys(dependencies)))
    fs.cpSync(installed(name), path.join(to, 'node_modules', name), { recursive: true, dereference: true });
  const commands = path.join(folder, 'usr/local/bin');
  fs.mkdirSync(commands, { recursive: true });
  fs.symlinkSync('/lab/nfpath/bin/nfpath.js', path.join(commands, 'nfpath'));
}

/** The files that are in the package, as npm says. */
export function packed(): string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const told = execFileSync('npm', args, {
    cwd: CHECKOUT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(told) as [{ files: readonly { readonly path: string }[] }];
  return files.map((file) => file.path);
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
