import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** The command as a user has it: the built one. */
export const NFPATH = path.resolve('bin/nfpath.js');

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Runs nfpath to its end; `input` is its standard input, which else is empty. */
export function nfpath(args: readonly string[], input: string | Buffer = ''): Outcome {
  const { stdout, stderr, status } = spawnSync(process.execPath, [NFPATH, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { stdout, stderr, exitCode: status };
}

/** Runs a shell command in which `nfpath` is the built one. */
export function shell(command: string): Outcome {
  const script = `nfpath() { "${process.execPath}" "${NFPATH}" "$@"; }\nset -o pipefail\n${command}`;
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { stdout, stderr, exitCode: status };
}

/** Starts nfpath with pipes to all three streams, or with an open file for its standard output. */
export function startNfpath(args: readonly string[], stdout: 'pipe' | number = 'pipe'): ChildProcess {
  return spawn(process.execPath, [NFPATH, ...args], { stdio: ['pipe', stdout, 'pipe'] });
}

/** An object of an NDJSON output. */
export interface Line {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The objects of an NDJSON output. */
export function json(text: string): Line[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}
