import { destinationOf, sourceOf, type Entry } from '../model/entry.js';
import { endpointKey, type Endpoint } from '../model/flow.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import { isAmbiguous } from '../model/packet.js';
import type { SymbolId } from '../model/symbol.js';
import { anchorOf } from './fold-key.js';
import type { CollectedPath, CollectedScenario } from './path-collector.js';

/** In which namespaces servers and clients of each boot are. */
export class LocalNamespaces {
  /** Where packets to a server were taken in, from where its replies were sent, and where its packets were stopped. */
  private readonly takers = new Map<string, Set<SymbolId>>();
  private readonly senders = new Map<string, Set<SymbolId>>();
  private readonly stoppers = new Map<string, Set<SymbolId>>();
  private readonly clients = new Map<string, Set<SymbolId>>();

  constructor(scenarios: readonly CollectedScenario[]) {
    for (const scenario of scenarios) {
      // One packet that is put together wrongly would make another namespace a server's, for all packets.
      const certain = scenario.paths.filter(({ example }) => !isAmbiguous(example));
      for (const path of certain.length > 0 ? certain : scenario.paths) this.learn(scenario, path);
    }
  }

  /** As `service` of a policy: where the server's address is local. Who rejects in its name is not it. */
  isService(boot: number, server: Endpoint, netns: SymbolId): boolean {
    const key = serverKey(boot, server);
    const takers = this.takers.get(key);
    if (takers !== undefined) return takers.has(netns);
    return this.senders.get(key)?.has(netns) === true && this.stoppers.get(key)?.has(netns) !== true;
  }

  isClient(boot: number, address: SymbolId, netns: SymbolId): boolean {
    return this.clients.get(`${boot} ${address}`)?.has(netns) === true;
  }

  private learn({ boot, server }: CollectedScenario, { example }: CollectedPath): void {
    const { entries, direction, fate } = example;
    const key = serverKey(boot, server);
    const client = `${boot} ${anchorOf(example)}`;
    const [first, last] = [entries[0]!, entries.at(-1)!];
    if (direction === 'original') {
      for (const entry of entries) if (isTakenInBy(server, entry)) add(this.takers, key, entry.netns);
      if (fate === 'stopped') add(this.stoppers, key, last.netns);
      if (first.hook === LOCAL_OUT) add(this.clients, client, first.netns);
    } else {
      if (first.hook === LOCAL_OUT && isAt(server, sourceOf(first))) add(this.senders, key, first.netns);
      if (last.hook === LOCAL_IN) add(this.clients, client, last.netns);
    }
  }
}

function isTakenInBy(server: Endpoint, entry: Entry): boolean {
  return entry.hook === LOCAL_IN && isAt(server, destinationOf(entry));
}

function isAt(a: Endpoint, b: Endpoint): boolean {
  return a.address === b.address && a.port === b.port && a.protocol === b.protocol;
}

function serverKey(boot: number, server: Endpoint): string {
  return `${boot} ${endpointKey(server)}`;
}

function add(sets: Map<string, Set<SymbolId>>, key: string, netns: SymbolId): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([netns]));
  else set.add(netns);
}
