import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../src/cli/run.js';

/** `-` in the arguments stands for the log; else it is the last of them. */
function withInput(args: readonly string[], input: readonly string[]): string[] {
  return args.includes('-') ? args.flatMap((arg) => (arg === '-' ? input : [arg])) : [...args, ...input];
}

/** What a command printed and how it ended. */
export interface Ran {
  readonly stdout: string;
  /** The same where it is no text. */
  readonly bytes: Buffer;
  /** What was said beside it. */
  readonly told: string;
  readonly exitCode: number;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-'));
process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
let count = 0;

/**
 * Runs a command on the files it names, or on a log, within the test's process, ten times faster than to start another one; where streams, signals
 * and errors matter, `nfpath()` starts the built one.
 */
export async function ran(args: readonly string[], log?: string | Buffer): Promise<Ran> {
  let told = '';
  const [input, output] = [path.join(folder, `${++count}.log`), path.join(folder, `${count}.out`)];
  if (log !== undefined) fs.writeFileSync(input, log);
  const exitCode = await run(
    ['node', 'nfpath', ...withInput(args, log === undefined ? [] : [input]), '-o', output],
    { stdinIsTerminal: false, stdoutIsTerminal: false, stderrIsTerminal: false, columns: 80, env: {} },
    new AbortController().signal,
    (text) => (told += text),
  );
  const bytes = fs.existsSync(output) ? fs.readFileSync(output) : Buffer.alloc(0);
  fs.rmSync(input, { force: true });
  fs.rmSync(output, { force: true });
  return { stdout: bytes.toString('utf8'), bytes, told, exitCode };
}
