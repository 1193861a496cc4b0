import path from 'node:path';
import type { Machine, Ran, RunOptions } from '../../src/capture/machine.js';

/** What a program of a fake machine does: it changes the machine, or says something, or is not there (null). */
export type Program = (args: readonly string[], machine: FakeMachine) => Partial<Ran> | null;

/** A machine made of texts: `/proc` and programs as a test wants them. */
export class FakeMachine implements Machine {
  readonly files: Record<string, string>;
  readonly links: Record<string, string>;
  /** Inodes of namespaces by the file that stands for them. */
  readonly namespaces: Record<string, number>;
  readonly programs: Record<string, Program>;
  /** The commands that were run, in their order. */
  readonly ran: string[] = [];

  constructor({ files = {}, links = {}, namespaces = {}, programs = {} }: Partial<FakeMachine> = {}) {
    this.files = { ...files };
    this.links = links;
    this.namespaces = namespaces;
    this.programs = programs;
  }

  text(name: string): string | null {
    return this.files[name] ?? null;
  }

  names(folder: string): readonly string[] {
    const inside = [...Object.keys(this.files), ...Object.keys(this.links), ...Object.keys(this.namespaces)]
      .map((name) => path.relative(folder, name).split('/')[0]!)
      .filter((name) => name !== '' && name !== '..');
    return [...new Set(inside)];
  }

  link(name: string): string | null {
    return this.links[name] ?? null;
  }

  namespaceInode(name: string): number | null {
    return this.namespaces[name] ?? null;
  }

  async run([program, ...args]: readonly [string, ...string[]], _options?: RunOptions): Promise<Ran> {
    this.ran.push([program, ...args].join(' '));
    const nothing = { status: 0, isMissing: false, stdout: '', stderr: '' };
    const result = this.programs[program]?.(args, this) ?? null;
    return result === null
      ? { ...nothing, status: null, isMissing: true, stderr: `spawn ${program} ENOENT` }
      : { ...nothing, ...result };
  }
}

/** insmod and rmmod as the kernel has them: a module is there once, and goes when nobody uses it. */
export function moduleTools(problems: { insmod?: string; rmmod?: string[] } = {}): Record<string, Program> {
  const refusals = [...(problems.rmmod ?? [])];
  const loaded = (machine: FakeMachine): string[] =>
    (machine.files['/proc/modules'] ?? '').split('\n').filter((line) => line !== '');
  const load = (name: string, machine: FakeMachine): void => {
    machine.files['/proc/modules'] = [`${name} 16384 0 - Live 0x0`, ...loaded(machine), ''].join('\n');
  };
  return {
    insmod: ([file], machine) => {
      if (problems.insmod !== undefined) return { status: 1, stderr: problems.insmod };
      load(path.basename(file!, '.ko'), machine);
      return {};
    },
    modprobe: (args, machine) => {
      for (const name of args.filter((arg) => !arg.startsWith('-') && !arg.includes('=')))
        load(name, machine);
      return {};
    },
    rmmod: ([name], machine) => {
      const refusal = refusals.shift();
      if (refusal !== undefined) return { status: 1, stderr: refusal };
      machine.files['/proc/modules'] = loaded(machine)
        .filter((line) => !line.startsWith(`${name!} `))
        .map((line) => `${line}\n`)
        .join('');
      return {};
    },
    modinfo: () => ({}),
  };
}
