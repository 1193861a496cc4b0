import type { CapturedNamespace } from '../model/captured-machine.js';

/** What namespaces are called otherwise: these names are nobody's to give. */
const RESERVED = ['init', 'service', 'client'];

/** More names are not kept: no machine has so many namespaces. */
const MOST_NAMES = 100_000;

/**
 * The names that headers of captures give to the namespaces of one boot. What two namespaces share, now or in two
 * captures, an address or a number that was given anew, names neither.
 */
export class CapturedNames {
  private readonly byInode = new Map<string, string | null>();
  /** The inode of the only namespace in which an address is local. */
  private readonly owners = new Map<string, string | null>();

  add({ inode, name, addresses }: CapturedNamespace): void {
    if (this.byInode.size >= MOST_NAMES) return;
    const key = String(inode);
    put(this.byInode, key, name);
    for (const address of addresses) put(this.owners, address, key);
  }

  /** The name of the namespace of this number, or, where the log does not say numbers, of this local address. */
  find(inode: string | undefined, address: string): string | undefined {
    const name = this.byInode.get(inode ?? this.owners.get(address) ?? '');
    return name == null || RESERVED.includes(name) ? undefined : name;
  }
}

/** Null from when a second value comes. */
function put(map: Map<string, string | null>, key: string, value: string): void {
  map.set(key, map.has(key) && map.get(key) !== value ? null : value);
}
