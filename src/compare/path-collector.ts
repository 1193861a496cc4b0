import { microsBetween } from '../model/clock.js';
import { clientEvidence, NO_EVIDENCE, type ClientEvidence } from '../model/client-class.js';
import { destinationOf, sourceOf } from '../model/entry.js';
import { endpointKey, type Endpoint, type Flow } from '../model/flow.js';
import type { Packet } from '../model/packet.js';
import { MOST_CLIENTS } from '../model/path-set.js';
import { Sampled } from '../model/sampled.js';
import type { SymbolId } from '../model/symbol.js';
import { anchorOf, foldKey } from './fold-key.js';

/** More paths are counted and not kept: memory is bounded. */
const MOST = 50_000;

/** Packets that took one path, still in the words of their boot. */
export interface CollectedPath {
  readonly example: Packet;
  /** The address at the client's end (see `anchorOf`) where that is not the client's own; else null. */
  readonly translated: SymbolId | null;
  packets: number;
  /** Of their clients; at most `MOST_CLIENTS`. */
  readonly clients: Set<SymbolId>;
  readonly times: readonly Sampled[];
}

/** The packets of one boot that ask for the same. */
export interface CollectedScenario {
  readonly boot: number;
  readonly server: Endpoint;
  readonly published: Endpoint | null;
  readonly from: ClientEvidence['from'];
  readonly paths: readonly CollectedPath[];
}

/** Folds packets and flows, as an analysis hands them out, to the distinct paths of each scenario. */
export class PathCollector {
  private readonly examples = new Map<string, { readonly packet: Packet; readonly times: Sampled[] }>();
  private readonly open = new Map<number, OpenFlow>();
  private readonly scenarios = new Map<string, OpenScenario>();
  /** Packets of still more paths. */
  unlisted = 0;

  packet(packet: Packet): void {
    let flow = this.open.get(packet.flow);
    if (flow === undefined) this.open.set(packet.flow, (flow = { client: NO_EVIDENCE, paths: new Map() }));
    const evidence = clientEvidence(packet);
    if (evidence.rank > flow.client.rank) flow.client = evidence;
    const key = foldKey(packet);
    let example = this.examples.get(key);
    if (example === undefined) {
      if (this.examples.size >= MOST) {
        this.unlisted++;
        return;
      }
      example = { packet, times: packet.entries.map(() => new Sampled()) };
      this.examples.set(key, example);
    }
    addTimes(example.times, packet);
    const path = flow.paths.get(key);
    if (path === undefined) flow.paths.set(key, { anchor: anchorOf(packet), packets: 1 });
    else path.packets++;
  }

  flow({ id, aliases, boot, server, published, client }: Flow): void {
    const parts = [id, ...aliases].flatMap((part) => this.take(part) ?? []);
    this.close(parts, { boot, server, published, client: client.address });
  }

  /** The scenarios of every boot, when all packets and flows are in. */
  finish(): CollectedScenario[] {
    // Packets that closed after their flow had left are judged by their own addresses.
    for (const flow of this.open.values()) {
      const [key] = flow.paths.keys();
      if (key !== undefined) this.close([flow], endsOf(this.examples.get(key)!.packet));
    }
    this.open.clear();
    return [...this.scenarios.values()].map(({ paths, ...rest }) => ({
      ...rest,
      paths: [...paths.values()],
    }));
  }

  private take(id: number): OpenFlow | undefined {
    const flow = this.open.get(id);
    this.open.delete(id);
    return flow;
  }

  private close(parts: readonly OpenFlow[], { boot, server, published, client }: FlowEnds): void {
    const { from } = parts.reduce(
      (best, part) => (part.client.rank > best.rank ? part.client : best),
      NO_EVIDENCE,
    );
    const scenarioKey = [boot, endpointKey(server), published && endpointKey(published), from].join(' ');
    let scenario = this.scenarios.get(scenarioKey);
    if (scenario === undefined) {
      scenario = { boot, server, published, from, paths: new Map() };
      this.scenarios.set(scenarioKey, scenario);
    }
    for (const { paths } of parts) {
      for (const [key, { anchor, packets }] of paths) {
        // A reply that was stopped while it still had a translated address ends at that address.
        const translated = anchor === client ? null : anchor;
        const pathKey = `${key} ${translated}`;
        let path = scenario.paths.get(pathKey);
        if (path === undefined) {
          const { packet: example, times } = this.examples.get(key)!;
          path = { example, translated, packets: 0, clients: new Set(), times };
          scenario.paths.set(pathKey, path);
        }
        path.packets += packets;
        if (path.clients.size < MOST_CLIENTS) path.clients.add(client);
      }
    }
  }
}

interface OpenFlow {
  client: ClientEvidence;
  readonly paths: Map<string, { readonly anchor: SymbolId; packets: number }>;
}

interface OpenScenario extends Omit<CollectedScenario, 'paths'> {
  readonly paths: Map<string, CollectedPath>;
}

interface FlowEnds {
  readonly boot: number;
  readonly server: Endpoint;
  readonly published: Endpoint | null;
  readonly client: SymbolId;
}

function endsOf(packet: Packet): FlowEnds {
  const { boot, direction, entries } = packet;
  const server = direction === 'original' ? destinationOf(entries.at(-1)!) : sourceOf(entries[0]!);
  return { boot, server, published: null, client: anchorOf(packet) };
}

/** As medians are shown: the first is over all, the others from the entry before. */
function addTimes(times: readonly Sampled[], { entries }: Packet): void {
  times[0]!.add(microsBetween(entries[0]!, entries.at(-1)!));
  for (let i = 1; i < entries.length; i++) times[i]!.add(microsBetween(entries[i - 1]!, entries[i]!));
}
