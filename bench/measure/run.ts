import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';

/** A program and its arguments; the log is its standard input, and stands for the argument `LOG`. */
export type Command = readonly [program: string, ...args: string[]];

export const LOG = '{log}';

/** Runs a command with `log` as its standard input and nothing of its output kept. Returns seconds. */
export async function timed(command: Command, log: string): Promise<number> {
  const input = fs.openSync(log, 'r');
  try {
    const begin = process.hrtime.bigint();
    await exitOf(start(command, log, input, 'ignore'), command);
    return Number(process.hrtime.bigint() - begin) / 1e9;
  } finally {
    fs.closeSync(input);
  }
}

/** What a run held in memory: how far it had read its input, and its resident set then. */
export interface MemorySample {
  /** 0 to 1. */
  readonly read: number;
  readonly bytes: number;
}

export interface WatchedRun {
  readonly stdout: string;
  /** In the order of time; empty where there is no /proc. */
  readonly memory: readonly MemorySample[];
}

const SAMPLED_MS = 10;

/** Runs a command as `timed` does, but keeps its output and looks at its memory meanwhile. */
export async function watched(command: Command, log: string): Promise<WatchedRun> {
  const input = fs.openSync(log, 'r');
  const output = `${log}.out`;
  const out = fs.openSync(output, 'w');
  try {
    const child = start(command, log, input, out);
    const size = fs.fstatSync(input).size;
    const memory: MemorySample[] = [];
    const timer = setInterval(() => {
      const bytes = residentBytes(child.pid!);
      if (bytes > 0) memory.push({ read: positionOf(child.pid!) / size, bytes });
    }, SAMPLED_MS);
    await exitOf(child, command).finally(() => clearInterval(timer));
    return { stdout: tail(output), memory };
  } finally {
    fs.closeSync(input);
    fs.closeSync(out);
    fs.rmSync(output);
  }
}

/** Whether a program can be started at all. */
export async function isInstalled(program: string, versionFlag = '--version'): Promise<boolean> {
  const child = spawn(program, [versionFlag], { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false)).once('exit', () => resolve(true));
  });
}

function start(command: Command, log: string, input: number, output: number | 'ignore'): ChildProcess {
  const [program, ...args] = command.map((word) => (word === LOG ? log : word));
  return spawn(program!, args, { stdio: [input, output, 'inherit'], env: { ...process.env, LC_ALL: 'C' } });
}

/** Exit codes 1 and 3 are verdicts of `nfpath check`. */
async function exitOf(child: ChildProcess, command: Command): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  if (code !== 0 && code !== 1 && code !== 3) throw new Error(`${command.join(' ')} ended with ${code}`);
}

/** The end of an output: counts come last. */
function tail(file: string): string {
  const size = fs.statSync(file).size;
  const bytes = Buffer.alloc(Math.min(size, 1 << 26));
  const fd = fs.openSync(file, 'r');
  fs.readSync(fd, bytes, 0, bytes.length, size - bytes.length);
  fs.closeSync(fd);
  return bytes.toString();
}

function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(procFile(pid, 'status'))?.[1] ?? 0) * 1024;
}

/** How far the process has read its standard input. */
function positionOf(pid: number): number {
  return Number(/^pos:\s+(\d+)/m.exec(procFile(pid, 'fdinfo/0'))?.[1] ?? 0);
}

function procFile(pid: number, name: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return ''; // It has just ended, or this is no Linux.
  }
}
