import type { CapturedNamespace } from '../model/captured-machine.js';
import type { Entry } from '../model/entry.js';
import { isGroupAddress } from '../model/group-address.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import { NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';
import { CapturedNames } from './captured-names.js';

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

/** So many namespaces are found without a map. */
const RECENT = 1 << 8;

interface Namespace {
  readonly netns: SymbolId;
  readonly isInit: boolean;
  local: SymbolId;
  rank: number;
  name: string | undefined;
}

/**
 * Names for the namespaces of each boot: the user's, `init` where the pointer is INITNET's, the one that the header of a
 * capture has for it, else the address that is local there. A pointer means something else in another boot. Two
 * namespaces of a boot never share a name: the second `172.17.0.2` is `172.17.0.2#2`.
 */
export class Namespaces {
  private readonly texts: SymbolTexts;
  private readonly aliases: readonly NamespaceAlias[];
  private readonly boots: Boot[] = [newBoot()];
  /** Namespaces of the newest boot that were asked for lately, which are asked for again and again. */
  private recent: (Namespace | undefined)[] = [];

  constructor(texts: SymbolTexts, aliases: readonly NamespaceAlias[] = []) {
    this.texts = texts;
    this.aliases = aliases;
  }

  /** What follows is of another boot. */
  newBoot(): void {
    this.boots.push(newBoot());
    this.recent = [];
  }

  /** Learns from an entry of the newest boot. */
  learn(entry: Entry): void {
    const { netns, hook } = entry;
    const namespace = this.recentOne(netns) ?? this.begin(entry);
    if (hook === LOCAL_IN) this.learnLocal(namespace, entry.dst, TAKEN_IN);
    else if (hook === LOCAL_OUT) this.learnLocal(namespace, entry.src, SENT);
  }

  /** The header of a capture names a namespace of the newest boot. */
  learnName(named: CapturedNamespace): void {
    this.boots.at(-1)!.captured.add(named);
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
    const own = this.boots[boot]!;
    const isNewest = boot === this.boots.length - 1;
    const namespace = isNewest ? this.recentOne(netns) : own.known.get(netns);
    if (namespace === undefined) return this.texts.text(netns);
    namespace.name ??= this.findName(netns, namespace, own);
    return namespace.name ?? this.texts.text(netns);
  }

  /** A namespace of the newest boot, if it is known. */
  private recentOne(netns: SymbolId): Namespace | undefined {
    const slot = netns & (RECENT - 1);
    if (this.recent[slot]?.netns !== netns) this.recent[slot] = this.boots.at(-1)!.known.get(netns);
    return this.recent[slot];
  }

  private begin({ netns, initnet }: Entry): Namespace {
    const namespace = { netns, isInit: netns === initnet, local: NONE, rank: NOTHING, name: undefined };
    this.boots.at(-1)!.known.set(netns, namespace);
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
    { taken, inodes, captured }: Boot,
  ): string | undefined {
    const inode = inodes.get(netns);
    const own = [this.texts.text(netns), inode];
    const alias = this.aliases.find(({ pointerOrAddress }) => own.includes(pointerOrAddress));
    if (alias !== undefined) return unique(alias.name, taken);
    if (namespace.isInit) return unique('init', taken);
    const local = this.texts.text(namespace.local);
    const name = captured.find(inode, local) ?? local;
    return name === '' ? undefined : unique(name, taken);
  }
}

interface Boot {
  readonly known: Map<SymbolId, Namespace>;
  /** How often each name was given. */
  readonly taken: Map<string, number>;
  /** As texts, where the log says them. */
  readonly inodes: Map<SymbolId, string>;
  readonly captured: CapturedNames;
}

function newBoot(): Boot {
  return { known: new Map(), taken: new Map(), inodes: new Map(), captured: new CapturedNames() };
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
