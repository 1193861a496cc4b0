import type { Entry } from '../model/entry.js';
import { isGroupAddress } from '../model/group-address.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import { NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';

/** A name given by the user to the namespace with this pointer, this inode number or this local address. */
export interface NamespaceAlias {
  readonly name: string;
  readonly pointerOrAddress: string;
}

/** A namespace as reports show it. */
export interface NamedNamespace {
  /** The pointer as printed. */
  readonly netns: string;
  readonly name: string;
  /** Its inode number, as `readlink /proc/PID/ns/net` shows it, where the log says it. */
  readonly inode?: string;
}

/** How much an address says of a namespace in which it was seen at a local hook. */
const NOTHING = 0;
/** 127.0.0.1 is local everywhere. */
const LOOPBACK = 1;
/** Sent from there; but a REJECT answers with the address of the server that it protects. */
const SENT = 2;
/** Taken in there. */
const TAKEN_IN = 3;

interface Namespace {
  readonly isInit: boolean;
  local: SymbolId;
  rank: number;
  name: string | undefined;
}

/**
 * Names for the namespaces of each boot: the user's, `init` where the pointer is INITNET's, else the address that is
 * local there. A pointer means something else in another boot. Two namespaces of a boot never share a name:
 * the second `172.17.0.2` is `172.17.0.2#2`.
 */
export class Namespaces {
  private readonly texts: SymbolTexts;
  private readonly aliases: readonly NamespaceAlias[];
  private readonly boots: Boot[] = [{ known: new Map(), taken: new Map(), inodes: new Map() }];
  /** The namespace of the entry before, and its symbol. */
  private last: SymbolId = NONE;
  private lastNamespace: Namespace | undefined;

  constructor(texts: SymbolTexts, aliases: readonly NamespaceAlias[] = []) {
    this.texts = texts;
    this.aliases = aliases;
  }

  /** What follows is of another boot. */
  newBoot(): void {
    this.boots.push({ known: new Map(), taken: new Map(), inodes: new Map() });
    this.last = NONE;
  }

  /** Learns from an entry of the newest boot; cheap for the namespace of the entry before. */
  learn(entry: Entry): void {
    if (entry.netns !== this.last) {
      this.last = entry.netns;
      this.lastNamespace = this.namespaceOf(entry);
    }
    if (entry.hook === LOCAL_IN) this.learnLocal(this.lastNamespace!, entry.dst, TAKEN_IN);
    else if (entry.hook === LOCAL_OUT) this.learnLocal(this.lastNamespace!, entry.src, SENT);
  }

  /** The inode number of a namespace of the newest boot, which only format 2 prints. */
  learnInode(netns: SymbolId, inode: SymbolId): void {
    this.boots.at(-1)!.inodes.set(netns, this.texts.text(inode));
  }

  /** In the order in which they were first seen; what looks the same in several boots is there once. */
  get seen(): NamedNamespace[] {
    const all = new Map<string, NamedNamespace>();
    this.boots.forEach(({ known, inodes }, boot) => {
      for (const symbol of known.keys()) {
        const netns = this.texts.text(symbol);
        const name = this.nameOf(symbol, boot);
        const inode = inodes.get(symbol);
        all.set(`${netns} ${name}`, inode === undefined ? { netns, name } : { netns, name, inode });
      }
    });
    return [...all.values()];
  }

  /** The name of a namespace of a boot; its pointer as long as no address is known to be local there. */
  nameOf(netns: SymbolId, boot: number): string {
    const { known, ...own } = this.boots[boot]!;
    const namespace = known.get(netns);
    if (namespace === undefined) return this.texts.text(netns);
    namespace.name ??= this.findName(netns, namespace, own);
    return namespace.name ?? this.texts.text(netns);
  }

  private namespaceOf({ netns, initnet }: Entry): Namespace {
    const { known } = this.boots.at(-1)!;
    let namespace = known.get(netns);
    if (namespace === undefined) {
      namespace = { isInit: netns === initnet, local: NONE, rank: NOTHING, name: undefined };
      known.set(netns, namespace);
    }
    return namespace;
  }

  private learnLocal(namespace: Namespace, address: SymbolId, evidence: number): void {
    if (this.aliases.length > 0) this.learnAlias(namespace, address);
    if (namespace.rank >= evidence) return;
    const rank = Math.min(evidence, worthOf(this.texts.text(address)));
    if (namespace.rank >= rank) return;
    namespace.rank = rank;
    if (namespace.local === address) return;
    if (namespace.name === this.texts.text(namespace.local)) namespace.name = undefined;
    namespace.local = address;
  }

  /** Any address that is local in a namespace may be the one that the user names it by. */
  private learnAlias(namespace: Namespace, address: SymbolId): void {
    const text = this.texts.text(address);
    const alias = this.aliases.find(({ pointerOrAddress }) => pointerOrAddress === text);
    if (alias === undefined || namespace.name?.startsWith(alias.name)) return;
    namespace.name = unique(alias.name, this.boots.at(-1)!.taken);
  }

  private findName(
    netns: SymbolId,
    namespace: Namespace,
    { taken, inodes }: Omit<Boot, 'known'>,
  ): string | undefined {
    const own = [this.texts.text(netns), inodes.get(netns)];
    const alias = this.aliases.find(({ pointerOrAddress }) => own.includes(pointerOrAddress));
    if (alias !== undefined) return unique(alias.name, taken);
    if (namespace.isInit) return unique('init', taken);
    return namespace.local === NONE ? undefined : unique(this.texts.text(namespace.local), taken);
  }
}

interface Boot {
  readonly known: Map<SymbolId, Namespace>;
  /** How often each name was given. */
  readonly taken: Map<string, number>;
  /** As texts, where the log says them. */
  readonly inodes: Map<SymbolId, string>;
}

/** How much an address says of where it is local: those that every namespace has say little, those of groups nothing. */
function worthOf(address: string): number {
  if (isGroupAddress(address)) return NOTHING;
  return /^(?:127\.|::1$|fe80:)/.test(address) ? LOOPBACK : TAKEN_IN;
}

function unique(name: string, taken: Boot['taken']): string {
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  return count === 1 ? name : `${name}#${count}`;
}
