import { spawn } from 'node:child_process';
import fs from 'node:fs';

/** What a command printed where it failed: enough to see why, the whole of it is in no file. */
const TAIL = 4000;

/** depmod and its like are not in everybody's path. */
const SEARCHED = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A file to be the command's standard input. */
  readonly input?: string;
  /** A file that gets the command's standard output, which is not returned then. */
  readonly output?: string;
}

/** Runs a command to its end and returns what it printed. Throws, with the end of all that it said, where it fails. */
export async function run(
  command: string,
  args: readonly string[],
  { env, cwd, input, output }: RunOptions = {},
): Promise<string> {
  const stdin = input === undefined ? 'ignore' : fs.openSync(input, 'r');
  const stdout = output === undefined ? 'pipe' : fs.openSync(output, 'w');
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, LC_ALL: 'C', PATH: SEARCHED, ...env },
    stdio: [stdin, stdout, 'pipe'],
  });
  for (const file of [stdin, stdout]) if (typeof file === 'number') fs.closeSync(file);
  let printed = '';
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    said += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed (${code}):\n${said.slice(-TAIL)}`);
  return printed;
}

/** A command of several programs, in the shell. What is put in is quoted by {@link quoted}. */
export async function shell(script: string, options: RunOptions = {}): Promise<string> {
  return run('sh', ['-ec', script], options);
}

/** A word for the shell. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Tells the person what is being done. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
