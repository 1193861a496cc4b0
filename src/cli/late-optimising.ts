import fs from 'node:fs';

/** Logs of so many bytes, of some hundred to ten thousand lines, end while V8 still makes optimised code for them. */
const SHORT = { from: 1 << 16, to: 1 << 20 };

/** How long V8 lets a function run before it thinks of optimising it, in bytes of bytecode; 67,584 where nobody says. */
const PATIENT = 500_000;

/**
 * Lets V8 wait with optimising where all inputs are files and together short: half the time of reading a ring buffer
 * goes into code that would pay for a longer log. Of Node 20 alone, as later ones have a quicker compiler in between.
 */
export async function optimiseLate(inputs: readonly string[]): Promise<void> {
  const bytes = inputs.reduce((sum, input) => sum + sizeOf(input), 0);
  if (bytes < SHORT.from || bytes > SHORT.to || !process.version.startsWith('v20.')) return;
  const v8 = await import('node:v8');
  v8.setFlagsFromString(`--interrupt-budget=${PATIENT}`);
}

/** Infinity where nobody knows: for a pipe. */
function sizeOf(input: string): number {
  const stat = input === '-' ? fs.fstatSync(0) : fs.statSync(input);
  return stat.isFile() ? stat.size : Infinity;
}
