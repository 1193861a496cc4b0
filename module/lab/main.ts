/*
 * Captures of packets' ways through a kernel of Debian's, with the truth about each: `npm run lab -- --kernel 6.12`.
 * README.md beside this says how it works.
 */
import fs from 'node:fs';
import path from 'node:path';
import { modulesArchive, folderArchive, joined, pack } from './guest/initramfs.js';
import { boot } from './guest/machine.js';
import { scenarioPlan, writeOverlay } from './guest/overlay.js';
import { guestPrograms } from './guest/programs.js';
import { buildModule } from './kernel/build-module.js';
import { fetchKernel } from './kernel/kernel.js';
import { parseOptions, USAGE, type LabOptions } from './options.js';
import { say } from './process.js';
import { chosen, scenarios } from './scenarios.js';

async function lab(options: LabOptions): Promise<void> {
  const wanted = chosen(scenarios(), options.scenarios);
  if (options.list) {
    for (const { name, title } of wanted) say(`${name.padEnd(32)} ${title}`);
    return;
  }
  for (const name of options.kernels) {
    const kernel = await fetchKernel(name, options.cache);
    const folder = path.join(options.out, kernel.series);
    const work = fs.mkdtempSync(path.join(options.cache, 'work-'));
    const module = process.env['KO'] ?? (await buildModule(kernel, work));
    const programs = await guestPrograms(options.cache);
    const overlay = path.join(work, 'overlay');
    writeOverlay(overlay, module, scenarioPlan(wanted.map((s) => s.name)));
    await pack(overlay, path.join(work, 'overlay.cpio'));
    const initramfs = await joined(
      [await folderArchive(programs), await modulesArchive(kernel, options.cache), path.join(work, 'overlay.cpio')],
      path.join(work, 'initramfs'),
    );
    const failures = await boot({ image: kernel.image, initramfs, cpus: options.cpus ?? 2, memory: 1024, logBuffer: '64M', timeout: 600 }, folder);
    console.log(failures);
  }
}

let options: LabOptions;
const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(USAGE);
  process.exit(0);
}
try {
  options = parseOptions(args);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
  process.exit(2);
}
await lab(options);
