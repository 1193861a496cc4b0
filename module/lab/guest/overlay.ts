import fs from 'node:fs';
import path from 'node:path';

const LAB = path.resolve(import.meta.dirname, '..');

/**
 * Fills a folder with what the lab itself puts into the guest: its first process, the scenarios, the module, and the plan, which
 * is a shell script.
 */
export function writeOverlay(folder: string, module: string, plan: string): void {
  const lab = path.join(folder, 'lab');
  fs.mkdirSync(lab, { recursive: true });
  fs.cpSync(path.join(LAB, 'guest/sh'), lab, { recursive: true });
  fs.renameSync(path.join(lab, 'init'), path.join(folder, 'init'));
  fs.chmodSync(path.join(folder, 'init'), 0o755);
  fs.cpSync(path.join(LAB, 'scenarios'), path.join(lab, 'scenarios'), { recursive: true });
  fs.copyFileSync(module, path.join(lab, 'nftrace.ko'));
  fs.writeFileSync(path.join(lab, 'plan.sh'), plan);
}

/** Loads the functions that scenarios are made of. */
const LIBRARY = ['world', 'nat', 'traffic', 'run-scenario'].map((name) => `. /lab/${name}.sh\n`).join('');

/** Runs scenarios, one after the other. */
export function scenarioPlan(names: readonly string[]): string {
  return LIBRARY + names.map((name) => `run_scenario ${name}\n`).join('');
}
