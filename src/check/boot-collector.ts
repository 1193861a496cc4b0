import type { Entry } from '../model/entry.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import type { Packet } from '../model/packet.js';
import type { SymbolId } from '../model/symbol.js';
import type { BootFacts } from '../model/traffic.js';

/** Learns of each boot which namespaces there are, and which addresses are local in them. */
export class BootCollector {
  private readonly boots: Boot[] = [];

  learn({ boot, entries }: Packet): void {
    while (this.boots.length <= boot) this.boots.push(newBoot());
    const facts = this.boots[boot]!;
    for (const entry of entries) learnEntry(facts, entry);
  }

  /** By the number of the boot. */
  get facts(): readonly BootFacts[] {
    return this.boots;
  }
}

interface Boot extends BootFacts {
  readonly namespaces: Map<SymbolId, { readonly isInit: boolean }>;
  readonly takenIn: Map<SymbolId, Set<SymbolId>>;
  readonly sentFrom: Map<SymbolId, Set<SymbolId>>;
  readonly files: Set<number>;
}

function newBoot(): Boot {
  return { namespaces: new Map(), takenIn: new Map(), sentFrom: new Map(), files: new Set() };
}

function learnEntry(boot: Boot, { netns, initnet, hook, src, dst, file }: Entry): void {
  boot.files.add(file);
  if (!boot.namespaces.has(netns)) boot.namespaces.set(netns, { isInit: netns === initnet });
  if (hook === LOCAL_IN) addTo(boot.takenIn, dst, netns);
  else if (hook === LOCAL_OUT) addTo(boot.sentFrom, src, netns);
}

function addTo(namespaces: Map<SymbolId, Set<SymbolId>>, address: SymbolId, netns: SymbolId): void {
  const known = namespaces.get(address);
  if (known === undefined) namespaces.set(address, new Set([netns]));
  else known.add(netns);
}
