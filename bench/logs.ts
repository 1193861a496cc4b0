import fs from 'node:fs';
import path from 'node:path';
import { generateLog, type LogPlan, type LogTruth } from './log/generate.js';

/** A kernel log of two CPUs on a container host, in which a tenth of the records is torn. */
export const USUAL: Omit<LogPlan, 'lines'> = {
  noise: 0,
  cpus: 2,
  tearing: 0.05,
  skbs: 4096,
  namespaces: 40,
  packetsPerFlow: 8,
};

let made = 0;

/** Generates a log, lets `use` work with it, and removes it: ten million lines are 900 MB. */
export async function withLog<Result>(
  folder: string,
  plan: LogPlan,
  use: (log: string, truth: LogTruth) => Promise<Result>,
): Promise<Result> {
  const log = path.join(folder, `bench-${++made}.log`);
  try {
    const truth = generateLog(log, plan);
    return await use(log, truth);
  } finally {
    fs.rmSync(log, { force: true });
  }
}
