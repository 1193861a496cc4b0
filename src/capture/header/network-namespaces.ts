import type { Machine } from '../machine.js';
import { escaped } from './escaped.js';

/** A network namespace of this machine. */
export interface NetworkNamespace {
  /** ns.inum of the kernel, as `readlink /proc/PID/ns/net` shows it. */
  readonly inode: number;
  /** No two have the same; letters, digits, `_.-`, and `\xHH` for every other byte. */
  readonly name: string;
  /** The file that stands for it. */
  readonly door: string;
  /** /proc/PID of a process in it; null where there is none. */
  readonly process: string | null;
  /** Its name in /run/netns; null where it has none. */
  readonly netns: string | null;
  /** It is nfpath's own. */
  readonly isOwn: boolean;
}

const NAMED = '/run/netns';

/**
 * The namespaces of all processes, and those that have a name in /run/netns (ip-netns(8)), init first. A namespace is
 * called by its name there, else by the id of the container that its first process is in, else by what that process is
 * called.
 */
export function networkNamespaces(machine: Machine): NetworkNamespace[] {
  const init = initInode(machine);
  const own = inodeOfLink(machine.link('/proc/self/ns/net'));
  const found = new Map<number, Pick<NetworkNamespace, 'name' | 'door' | 'process' | 'netns'>>();
  for (const netns of [...machine.names(NAMED)].sort()) {
    const door = `${NAMED}/${netns}`;
    const inode = machine.namespaceInode(door);
    if (inode !== null && !found.has(inode)) found.set(inode, { name: netns, door, process: null, netns });
  }
  for (const pid of processes(machine)) {
    const process = `/proc/${pid}`;
    const inode = inodeOfLink(machine.link(`${process}/ns/net`));
    if (inode === null) continue;
    const known = found.get(inode);
    if (known?.process != null) continue;
    const { name = nameByProcess(machine, process), netns = null } = known ?? {};
    found.set(inode, { name, door: `${process}/ns/net`, process, netns });
  }
  const taken = new Set(RESERVED);
  return [...found]
    .sort(([a], [b]) => Number(b === init) - Number(a === init))
    .map(([inode, { name, ...rest }]) => ({
      ...rest,
      inode,
      name: inode === init ? 'init' : uniqueName(name, inode, taken),
      isOwn: inode === own,
    }));
}

/** Kernel threads live in init; who does not see the first of them is in a container, and does not see init. */
function initInode(machine: Machine): number | null {
  const isThread = machine.text('/proc/2/comm') === 'kthreadd\n';
  return isThread ? inodeOfLink(machine.link('/proc/2/ns/net')) : null;
}

/** What nfpath calls namespaces by itself: `init`, and the roles of others in policies and comparisons. */
const RESERVED = ['init', 'service', 'client'];

function uniqueName(name: string, inode: number, taken: Set<string>): string {
  const plain = escaped(name, (byte) => /[A-Za-z0-9_.-]/.test(byte));
  const own = plain === '' || taken.has(plain) ? `${plain}-${inode}` : plain;
  taken.add(own);
  return own;
}

/** In the order of their numbers, so that the first one of a container is the one that the others come from. */
function processes(machine: Machine): number[] {
  return machine
    .names('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

/** `net:[4026531840]` */
function inodeOfLink(link: string | null): number | null {
  const inode = /^net:\[(\d+)\]$/.exec(link ?? '')?.[1];
  return inode === undefined ? null : Number(inode);
}

/** Docker, containerd, CRI-O and podman put the 64 digits of a container's id into the name of its control group. */
function nameByProcess(machine: Machine, process: string): string {
  const id = /[0-9a-f]{64}/.exec(machine.text(`${process}/cgroup`) ?? '')?.[0];
  return id?.slice(0, 12) ?? machine.text(`${process}/comm`)?.replace(/\n$/, '') ?? '';
}
