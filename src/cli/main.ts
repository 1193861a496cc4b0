import { interruption } from './interruption.js'; // before all others
import { run } from './run.js';

const exitCode = await run(
  process.argv,
  {
    stdinIsTerminal: process.stdin.isTTY === true,
    stdoutIsTerminal: process.stdout.isTTY === true,
    stderrIsTerminal: process.stderr.isTTY === true,
    // A terminal that does not know its width says 0.
    columns: process.stdout.columns || 80,
    env: process.env,
  },
  interruption,
);
// At once: everything is written, and a signal that comes while Node winds down would end it with another code.
process.exit(exitCode);
