import type { Entry } from '../model/entry.js';
import { LOCAL_IN, LOCAL_OUT, PRE_ROUTING } from '../model/hook.js';
import type { Packet } from '../model/packet.js';
import type { SymbolId } from '../model/symbol.js';
import type { BootFacts, Passes } from '../model/traffic.js';
import { isSecondPass } from '../model/passage.js';

/** Learns of each boot which namespaces there are, and which addresses are local in them. */
export class BootCollector {
  private readonly boots: Boot[] = [];

  learn({ boot, entries }: Packet): void {
    while (this.boots.length <= boot) this.boots.push(newBoot());
    const facts = this.boots[boot]!;
    for (const [i, entry] of entries.entries()) {
      learnEntry(facts, entry);
      learnPasses(facts, entries, i);
    }
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
  readonly passes: Map<SymbolId, Map<SymbolId, Passes>>;
}

function newBoot(): Boot {
  return {
    namespaces: new Map(),
    takenIn: new Map(),
    sentFrom: new Map(),
    files: new Set(),
    passes: new Map(),
  };
}

function learnEntry(boot: Boot, { netns, initnet, hook, src, dst, file }: Entry): void {
  boot.files.add(file);
  if (!boot.namespaces.has(netns)) boot.namespaces.set(netns, { isInit: netns === initnet });
  if (hook === LOCAL_IN) addTo(boot.takenIn, dst, netns);
  else if (hook === LOCAL_OUT) addTo(boot.sentFrom, src, netns);
}

/** Learns from what follows PRE_ROUTING how often it was passed. */
function learnPasses({ passes }: Boot, entries: readonly Entry[], at: number): void {
  const entry = entries[at]!;
  const before = entries[at - 1];
  const isBridged = entry.out === entry.in;
  if (before?.hook !== PRE_ROUTING || entry.hook === PRE_ROUTING || isBridged) return;
  let devices = passes.get(before.netns);
  if (devices === undefined) passes.set(before.netns, (devices = new Map()));
  let counts = devices.get(before.in);
  if (counts === undefined) devices.set(before.in, (counts = { once: 0, twice: 0 }));
  counts[isSecondPass(before, entries[at - 2]) ? 'twice' : 'once']++;
}

function addTo(namespaces: Map<SymbolId, Set<SymbolId>>, address: SymbolId, netns: SymbolId): void {
  const known = namespaces.get(address);
  if (known === undefined) namespaces.set(address, new Set([netns]));
  else known.add(netns);
}
