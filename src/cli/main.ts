import { interruption } from './interruption.js'; // before all others
import { run } from './run.js';
import { thisTerminal } from './terminal.js';

// At once: everything is written, and a signal that comes while Node winds down would end it with another code.
void run(process.argv, thisTerminal, interruption).then((exitCode) => process.exit(exitCode));
