/*
 * Captures of packets' ways through a kernel of Debian's, with the truth about each: `npm run lab -- --kernel 6.12`.
 * README.md beside this says how it works.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runGuest } from './guest/guest.js';
import { scriptPlan } from './guest/plan.js';
import { buildModule } from './kernel/build-module.js';
import { fetchKernel } from './kernel/kernel.js';
import { parseOptions, USAGE, type LabOptions } from './options.js';
import { requireTools } from './tools.js';
import { say } from './process.js';
import { runScenarios } from './run-scenarios.js';
import { chosen, scenarios, type Scenario } from './scenarios.js';

/** Returns what is not as it must be. */
async function lab(options: LabOptions, wanted: readonly Scenario[]): Promise<string[]> {
  requireTools();
  fs.mkdirSync(options.cache, { recursive: true });
  const failures: string[] = [];
  for (const name of options.kernels) {
    const { cache, script, node, cpus, keep } = options;
    const kernel = await fetchKernel(name, cache);
    const folder = path.join(options.out, kernel.series);
    const work = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-lab-'));
    try {
      const guest = { kernel, cache, script, node, module: await buildModule(kernel, work) };
      const found =
        script === undefined
          ? await runScenarios(guest, { scenarios: wanted, cpus, folder, keep })
          : await runGuest(
              { ...guest, plan: scriptPlan(options.world), cpus: cpus ?? 2, logBuffer: '64M' },
              folder,
            );
      failures.push(...found.map((failure) => `${kernel.release}: ${failure}`));
    } finally {
      fs.rmSync(work, { recursive: true });
    }
  }
  return failures;
}

const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(USAGE);
  process.exit(0);
}
let options: LabOptions;
let wanted: Scenario[];
try {
  options = parseOptions(args);
  wanted = chosen(scenarios(), options.scenarios);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
  process.exit(2);
}
if (options.list) {
  for (const { name, title } of wanted) say(`${name.padEnd(38)} ${title}`);
  process.exit(0);
}
try {
  const failures = await lab(options, wanted);
  for (const failure of failures) process.stderr.write(`FAILED ${failure}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
