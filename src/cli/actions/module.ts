import path from 'node:path';
import { buildPackages } from '../../capture/distribution.js';
import { kernelRelease } from '../../capture/machine.js';
import { writeSources } from '../../capture/module-sources.js';
import { ThisMachine } from '../../capture/this-machine.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import { shown } from '../../model/shown.js';
import { counted } from '../../report/line.js';
import type { Context } from '../context.js';

export interface ModuleRequest {
  readonly folder: string;
  readonly force: boolean;
}

/** `nfpath module`. */
export function writeModule({ folder, force }: ModuleRequest, { out, terminal }: Context): ExitCode {
  const files = writeSources(folder, force);
  const machine = new ThisMachine(terminal.env);
  const install =
    buildPackages(machine) ??
    `# install make, gcc and the headers of kernel ${kernelRelease(machine) || 'that it is for'}`;
  // A path that begins with - would be an option.
  const place = quoted(folder.startsWith('-') ? `./${folder}` : folder);
  out.write(
    `${shown(path.normalize(folder))}: wrote ${counted(files.length, 'file')}: ${files.join(' ')}\n\n` +
      'Build and load it, as root:\n' +
      `  ${install}\n` +
      `  make -C ${place}\n` +
      `  insmod ${place}/nftrace.ko ports=8080,8081\n\n` +
      `rmmod nftrace unloads it; ${place}/README.md has all parameters.\n`,
  );
  return EXIT.ran;
}

/** As a shell takes it for one word. */
function quoted(text: string): string {
  return /^[A-Za-z0-9_./+@%-]+$/.test(text) ? text : `'${shown(text).replaceAll("'", "'\\''")}'`;
}
