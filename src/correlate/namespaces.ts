import type { Entry } from '../model/entry.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import { NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';

interface Namespace {
  isInit: boolean;
  /** An address that is local there, loopback only as long as no other is known. */
  local: SymbolId;
  loopback: boolean;
  name: string | undefined;
}

/** A name given by the user to the namespace with this pointer or this local address. */
export interface NamespaceAlias {
  readonly name: string;
  readonly pointerOrAddress: string;
}

/**
 * Names for namespaces: `init` where the pointer is INITNET's, the user's name, else the address that is
 * local there. Two namespaces never share a name: the second `172.17.0.2` is `172.17.0.2#2`.
 */
export class Namespaces {
  private readonly known = new Map<SymbolId, Namespace>();
  private readonly taken = new Map<string, number>();
  private last: SymbolId = NONE;

  private readonly texts: SymbolTexts;
  private readonly aliases: readonly NamespaceAlias[];

  constructor(texts: SymbolTexts, aliases: readonly NamespaceAlias[] = []) {
    this.texts = texts;
    this.aliases = aliases;
  }

  /** Learns from an entry; cheap for the namespace of the entry before. */
  learn(entry: Entry): void {
    if (entry.netns !== this.last) {
      this.last = entry.netns;
      if (!this.known.has(entry.netns)) {
        const isInit = entry.netns === entry.initnet;
        this.known.set(entry.netns, { isInit, local: NONE, loopback: false, name: undefined });
      }
    }
    if (entry.hook === LOCAL_IN) this.learnLocal(entry.netns, entry.dst);
    else if (entry.hook === LOCAL_OUT) this.learnLocal(entry.netns, entry.src);
  }

  /** Pointers in the order in which their namespaces were first seen. */
  get seen(): SymbolId[] {
    return [...this.known.keys()];
  }

  isInit(netns: SymbolId): boolean {
    return this.known.get(netns)?.isInit ?? false;
  }

  /** The name of a namespace; its pointer as long as no address is known to be local there. */
  nameOf(netns: SymbolId): string {
    const namespace = this.known.get(netns);
    if (namespace === undefined) return this.texts.text(netns);
    namespace.name ??= this.findName(netns, namespace);
    return namespace.name ?? this.texts.text(netns);
  }

  private learnLocal(netns: SymbolId, address: SymbolId): void {
    const namespace = this.known.get(netns);
    if (namespace === undefined || (namespace.local !== NONE && !namespace.loopback)) return;
    const loopback = this.texts.text(address).startsWith('127.');
    if (namespace.local !== NONE && loopback) return;
    namespace.local = address;
    namespace.loopback = loopback;
    namespace.name = undefined;
  }

  private findName(netns: SymbolId, namespace: Namespace): string | undefined {
    const pointer = this.texts.text(netns);
    const local = namespace.local === NONE ? undefined : this.texts.text(namespace.local);
    const alias = this.aliases.find(
      ({ pointerOrAddress }) => pointerOrAddress === pointer || pointerOrAddress === local,
    );
    if (alias !== undefined) return this.unique(alias.name);
    if (namespace.isInit) return this.unique('init');
    return local === undefined ? undefined : this.unique(local);
  }

  private unique(name: string): string {
    const count = (this.taken.get(name) ?? 0) + 1;
    this.taken.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  }
}
