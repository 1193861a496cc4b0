import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { UsersError } from '../model/users-error.js';

/** What says when there has been enough of a capture. */
export interface Until {
  /** Fulfilled when there has been enough, or `stop` was called. */
  begin(): Promise<void>;
  /** Fulfilled when nothing of it is left. */
  stop(): Promise<void>;
}

/** Packets of a command that has ended may still be on their way: they get so long. */
const SETTLE_MS = 1000;
/** A command that is told to end gets so long for it. */
const GRACE_MS = 5000;

/** Until a time is over; for ever where that is null. */
export class UntilTime implements Until {
  private readonly milliseconds: number | null;
  private readonly stopped = new AbortController();

  constructor(milliseconds: number | null) {
    this.milliseconds = milliseconds;
  }

  async begin(): Promise<void> {
    const { signal } = this.stopped;
    if (this.milliseconds === null) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    else await elapsed(this.milliseconds, signal);
  }

  async stop(): Promise<void> {
    this.stopped.abort();
  }
}

/** Until a command ends, and a second more. */
export class UntilCommand implements Until {
  /** How it ended, as a shell says it: 128 and the signal's number where it was killed. Null where it has not. */
  exitCode: number | null = null;
  private readonly command: readonly [string, ...string[]];
  private readonly stdout: 'inherit' | number;
  private readonly stopped = new AbortController();
  private child: ChildProcess | null = null;

  /** `stdout`: where its standard output goes. */
  constructor(command: readonly [string, ...string[]], stdout: 'inherit' | number) {
    this.command = command;
    this.stdout = stdout;
  }

  /** Rejected with UsersError where it cannot be started. */
  async begin(): Promise<void> {
    const [program, ...args] = this.command;
    const child = spawn(program, args, { stdio: ['inherit', this.stdout, 'inherit'] });
    this.child = child;
    try {
      const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
      this.exitCode = code ?? 128 + constants.signals[signal!];
    } catch (error) {
      throw new UsersError(`cannot run ${program}: ${(error as Error).message}`, { cause: error });
    } finally {
      this.child = null;
    }
    await elapsed(SETTLE_MS, this.stopped.signal);
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    const { child } = this;
    if (child === null) return;
    child.kill('SIGTERM');
    const impatient = new AbortController();
    void elapsed(GRACE_MS, impatient.signal).then((isOver) => isOver && child.kill('SIGKILL'));
    await once(child, 'close');
    impatient.abort();
  }
}

/** Waits; false where the signal ends that earlier. */
async function elapsed(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(milliseconds, true, { signal }).catch(() => false);
}
