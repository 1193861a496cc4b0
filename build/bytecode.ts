import { spawnSync } from 'node:child_process';
import { EXIT } from '../src/model/exit-code.js';

const LOG = 'fixtures/external-to-container/el7-3.10.log';
const BUSY_LOG = 'fixtures/load-50/linux-6.1.log.gz';
const POLICY = 'fixtures/policies/guard.yaml';

/** What is run to find out which functions are called. */
const TYPICAL: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['analyze', LOG],
  ['analyze', BUSY_LOG],
  ['analyze', '--format', 'json', LOG],
  ['draw', LOG],
  ['report', LOG],
  ['check', '--policy', POLICY, LOG],
  ['doctor', LOG],
];

/**
 * Keeps the bytecode of the bundles beside them: it takes less time to load than to make, and that of a function is made
 * when it is first called.
 */
export function keepBytecode(): void {
  for (const args of TYPICAL) {
    const { status } = spawnSync(
      process.execPath,
      ['--require', './build/record.cjs', 'bin/nfpath.js', ...args],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    if (status === null || status === EXIT.couldNotRun) throw new Error(`nfpath ${args.join(' ')} failed`);
  }
}
