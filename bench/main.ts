/*
 * How fast nfpath is beside what one would use instead, as Markdown: `npm run bench`. The logs are generated, the same
 * ones each time. docs/performance.md says what is measured.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { contenders } from './contenders.js';
import { growthTable } from './growth.js';
import { USUAL, withLog } from './logs.js';
import { parseOptions, USAGE, type BenchOptions } from './options.js';
import { speedTable } from './speed.js';
import { stageTable } from './stages.js';
import { RING_BUFFER, startupTable } from './startup.js';

// Where it is set, Node reads certificates at its start, and whatever is put beside `node -e 0` looks better than it is.
delete process.env['NODE_EXTRA_CA_CERTS'];

const print = (text: string): void => void process.stdout.write(`${text}\n`);

async function bench({ lines, noise, rounds, without, parts }: BenchOptions, folder: string): Promise<void> {
  const { found, missing } = await contenders(folder);
  print(machine(rounds));
  if (missing.length > 0) print(`Not installed, so not measured: ${missing.join(', ')}.\n`);
  const asked = found.filter(({ name }) => !without.includes(name));
  for (const count of lines) {
    for (const share of parts.includes('speed') || parts.includes('stages') ? noise : []) {
      await withLog(folder, { ...USUAL, lines: count, noise: share }, async (log, truth) => {
        print(`### ${truth.lines.toLocaleString('en')} lines, ${share * 100} % unrelated\n`);
        if (parts.includes('speed')) print(await speedTable(asked, log, truth, rounds));
        if (parts.includes('stages')) print(await stageTable(log, truth, rounds));
      });
    }
  }
  if (parts.includes('growth')) {
    print(`### What a line costs (\`analyze --summary\`)\n`);
    print(await growthTable(folder, Math.max(...lines), rounds));
  }
  if (parts.includes('startup')) {
    print(`### Start\n`);
    await withLog(folder, { ...USUAL, lines: RING_BUFFER }, async (log) => {
      print(await startupTable(log, rounds * 5));
    });
  }
}

function machine(rounds: number): string {
  const cpus = os.cpus();
  return (
    `Node ${process.versions.node}, ${cpus[0]?.model ?? 'unknown CPU'} (${cpus.length} of them), ` +
    `${new Date().toISOString().slice(0, 10)}. Medians of ${rounds} interleaved rounds.\n`
  );
}

const args = process.argv.slice(2);
if (args.includes('--help')) {
  print(USAGE);
  process.exit(0);
}
let options: BenchOptions;
try {
  options = parseOptions(args);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
  process.exit(2);
}
const folder = fs.mkdtempSync(path.join(options.folder, 'nfpath-bench-'));
try {
  await bench(options, folder);
} finally {
  fs.rmSync(folder, { recursive: true });
}
