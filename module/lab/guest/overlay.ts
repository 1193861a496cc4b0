import fs from 'node:fs';
import path from 'node:path';

const LAB = path.resolve(import.meta.dirname, '..');

/** What the lab itself puts into the guest, besides its first process and the scenarios. */
export interface Overlay {
  /** The module. */
  readonly module: string;
  /** What the guest is to do: a shell script. */
  readonly plan: string;
  /** A script that the plan runs. */
  readonly script: string | undefined;
}

export function writeOverlay(folder: string, { module, plan, script }: Overlay): void {
  const lab = path.join(folder, 'lab');
  fs.cpSync(path.join(LAB, 'guest/sh'), lab, { recursive: true });
  fs.renameSync(path.join(lab, 'init'), path.join(folder, 'init'));
  fs.chmodSync(path.join(folder, 'init'), 0o755);
  fs.cpSync(path.join(LAB, 'scenarios'), path.join(lab, 'scenarios'), { recursive: true });
  fs.copyFileSync(module, path.join(lab, 'nftrace.ko'));
  fs.writeFileSync(path.join(lab, 'plan.sh'), plan);
  if (script !== undefined) fs.copyFileSync(script, path.join(lab, 'run.sh'));
}
