/*
 * Captures of packets' ways through a kernel of Debian's, with the truth about each: `npm run lab -- --kernel 6.12`.
 * README.md beside this says how it works.
 */
import fs from 'node:fs';
import path from 'node:path';
import { runGuest } from './guest/guest.js';
import { scenarioPlan, scriptPlan } from './guest/plan.js';
import { buildModule } from './kernel/build-module.js';
import { fetchKernel } from './kernel/kernel.js';
import { parseOptions, USAGE, type LabOptions } from './options.js';
import { say } from './process.js';
import { chosen, scenarios } from './scenarios.js';

async function lab(options: LabOptions): Promise<string[]> {
  const wanted = chosen(scenarios(), options.scenarios);
  if (options.list) {
    for (const { name, title } of wanted) say(`${name.padEnd(38)} ${title}`);
    return [];
  }
  const failures: string[] = [];
  for (const name of options.kernels) {
    const kernel = await fetchKernel(name, options.cache);
    const folder = path.join(options.out, kernel.series);
    const module = await buildModule(kernel, folder);
    const plan = options.script === undefined ? scenarioPlan(wanted.map((s) => s.name)) : scriptPlan(options.world);
    const { cache, node, script } = options;
    failures.push(...(await runGuest({ kernel, module, plan, script, cache, node, cpus: options.cpus ?? 2, logBuffer: '64M', timeout: 600 }, folder)));
  }
  return failures;
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
const failures = await lab(options);
for (const failure of failures) process.stderr.write(`FAILED: ${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
