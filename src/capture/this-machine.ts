import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import fs from 'node:fs';
import type { Machine, Ran, RunOptions } from './machine.js';

/** The file systems of namespaces: NSFS_MAGIC, before 3.19 PROC_SUPER_MAGIC (include/uapi/linux/magic.h). */
const FILE_SYSTEMS: readonly number[] = [0x6e736673, 0x9fa0];

/** Where insmod, nft and others are; `su` leaves them out of the path. */
const SUPERUSERS_PATH = '/usr/local/sbin:/usr/sbin:/sbin';

type Environment = Readonly<Record<string, string | undefined>>;

/** The machine that nfpath runs on. */
export class ThisMachine implements Machine {
  private readonly env: NodeJS.ProcessEnv;

  constructor(env: Environment) {
    this.env = { ...env, PATH: `${env['PATH'] ?? '/usr/bin:/bin'}:${SUPERUSERS_PATH}`, LC_ALL: 'C' };
  }

  text(path: string): string | null {
    return orNull(() => fs.readFileSync(asBytes(path), 'latin1'));
  }

  names(folder: string): readonly string[] {
    return orNull(() => fs.readdirSync(asBytes(folder), 'latin1')) ?? [];
  }

  link(path: string): string | null {
    return orNull(() => fs.readlinkSync(asBytes(path), 'latin1'));
  }

  namespaceInode(path: string): number | null {
    const type = orNull(() => fs.statfsSync(asBytes(path)).type);
    return type !== null && FILE_SYSTEMS.includes(type) ? orNull(() => fs.statSync(asBytes(path)).ino) : null;
  }

  run([program, ...args]: readonly [string, ...string[]], options: RunOptions = {}): Promise<Ran> {
    return new Promise((resolve) => {
      // What is interrupted may end what it has begun in turn; what takes too long may not.
      const killSignal = options.signal === undefined ? 'SIGKILL' : 'SIGTERM';
      const child = spawn(program, args.map(asArgument), { ...this.spawnOptions, ...options, killSignal });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout!.on('data', (piece: Buffer) => out.push(piece));
      child.stderr!.on('data', (piece: Buffer) => err.push(piece));
      const end = (status: number | null, isMissing: boolean, reason = ''): void =>
        resolve({
          status,
          isMissing,
          stdout: Buffer.concat(out).toString('latin1'),
          stderr: Buffer.concat(err).toString('latin1') + reason,
        });
      child.once('error', (error: NodeJS.ErrnoException) => {
        // An abort comes as an error, too; it is over when the process has gone.
        if (child.pid === undefined) end(null, error.code === 'ENOENT', error.message);
      });
      child.once('close', (status) => end(status, false));
    });
  }

  /** Runs a program at once, when there is no time left to wait; whether it succeeded. */
  runNow([program, ...args]: readonly [string, ...string[]]): boolean {
    return spawnSync(program, args, { ...this.spawnOptions, stdio: 'ignore' }).status === 0;
  }

  /** In a session of its own, so that ctrl-C on the terminal reaches nfpath alone, which ends what it has begun. */
  private get spawnOptions(): SpawnOptions {
    return { env: this.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] };
  }
}

function asBytes(path: string): Buffer {
  return Buffer.from(path, 'latin1');
}

function asArgument(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}
