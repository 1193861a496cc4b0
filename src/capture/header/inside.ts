import type { Machine, Ran } from '../machine.js';
import type { NetworkNamespace } from './network-namespaces.js';

const TIMEOUT_MS = 10_000;

/** Runs programs in other network namespaces. */
export class Inside {
  private readonly machine: Machine;
  private hasNsenter = true;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Runs a program in a namespace, or says why not. */
  async run(where: NetworkNamespace, command: readonly [string, ...string[]]): Promise<Ran> {
    const options = { timeout: TIMEOUT_MS };
    if (where.isOwn) return this.machine.run(command, options);
    if (this.hasNsenter) {
      const ran = await this.machine.run(['nsenter', `--net=${where.door}`, ...command], options);
      if (!ran.isMissing) return asMissing(ran, command[0]);
      this.hasNsenter = false;
    }
    if (where.netns === null)
      return { status: null, isMissing: false, stdout: '', stderr: 'nsenter is not installed' };
    return asMissing(
      await this.machine.run(['ip', 'netns', 'exec', where.netns, ...command], options),
      command[0],
    );
  }

  /** The text of a file of /proc/net as it is in a namespace; empty where it cannot be read. */
  async netText(where: NetworkNamespace, name: string): Promise<string> {
    if (where.process !== null) return this.machine.text(`${where.process}/net/${name}`) ?? '';
    return (await this.run(where, ['cat', `/proc/net/${name}`])).stdout;
  }
}

/** Who was to start the program has not found it: nsenter ends with 127 then, `ip netns exec` with 255. */
function asMissing(ran: Ran, program: string): Ran {
  const { status, stderr } = ran;
  const isTold = stderr.includes(program) && stderr.includes('No such file or directory');
  return { ...ran, isMissing: ran.isMissing || ((status === 127 || status === 255) && isTold) };
}
