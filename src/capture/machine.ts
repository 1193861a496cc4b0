/** How a program ended that was run to its end. */
export interface Ran {
  /** Null where it did not end by itself: it is not there, or was killed. */
  readonly status: number | null;
  readonly isMissing: boolean;
  /** Every output and text of a machine is latin1: one character for one byte. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Milliseconds after which it is killed; as long as it takes where it is not given. */
  readonly timeout?: number;
  /** Ends it; where it is not given nothing does, ctrl-C on a terminal included. */
  readonly signal?: AbortSignal;
}

/** The machine that a capture is taken on, as far as a capture looks at it or changes it. */
export interface Machine {
  /** The whole text of a file; null where it cannot be read. */
  text(path: string): string | null;
  /** The names in a folder, none where it cannot be read. */
  names(folder: string): readonly string[];
  /** Where a symbolic link leads, as it is written; null where there is none. */
  link(path: string): string | null;
  /** The inode of the namespace that a file stands for; null where it stands for none. */
  namespaceInode(path: string): number | null;
  run(command: readonly [string, ...string[]], options?: RunOptions): Promise<Ran>;
}

/** The release of the running kernel, as `uname -r` prints it. */
export function kernelRelease(machine: Machine): string {
  return machine.text('/proc/sys/kernel/osrelease')?.trim() ?? '';
}

/** The names of the loaded modules. */
export function loadedModules(machine: Machine): Set<string> {
  const lines = machine.text('/proc/modules')?.split('\n') ?? [];
  return new Set(lines.map((line) => line.slice(0, line.indexOf(' '))).filter((name) => name !== ''));
}
