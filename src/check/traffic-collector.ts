import { destinationOf, sourceOf } from '../model/entry.js';
import { endpointKey, type Endpoint, type Flow } from '../model/flow.js';
import type { Packet } from '../model/packet.js';
import { MOST_IDS, type ServerTraffic, type Traffic, type Way } from '../model/traffic.js';
import { BootCollector } from './boot-collector.js';
import { clientEvidence, isTraced, NO_EVIDENCE, type ClientEvidence } from '../model/client-class.js';
import { wayKey } from './way-key.js';

/** Which servers are asked for; `published` is what their clients wrote to, where that is another address. */
export type Wanted = (server: Endpoint, published: Endpoint | null) => boolean;

/** More ways, or servers, are counted and not kept: memory is bounded. */
const MOST = 50_000;

/**
 * Folds packets and flows, as an analysis hands them out, to the ways in which packets went to and from each
 * server that is asked for.
 */
export class TrafficCollector {
  private readonly wanted: Wanted;
  private boots = new BootCollector();
  private examples = new Map<string, Packet>();
  private readonly open = new Map<number, OpenFlow>();
  private readonly servers = new Map<string, CollectedServer>();
  private unlisted = 0;

  constructor(wanted: Wanted) {
    this.wanted = wanted;
  }

  packet(packet: Packet): void {
    this.boots.learn(packet);
    let flow = this.open.get(packet.flow);
    if (flow === undefined) {
      flow = { client: NO_EVIDENCE, ways: new Map(), unlisted: 0 };
      this.open.set(packet.flow, flow);
    }
    const evidence = clientEvidence(packet);
    if (evidence.rank > flow.client.rank) flow.client = evidence;
    const key = wayKey(packet);
    if (!this.examples.has(key)) {
      if (this.examples.size >= MOST) {
        flow.unlisted++;
        return;
      }
      this.examples.set(key, packet);
    }
    const way = flow.ways.get(key);
    if (way === undefined) flow.ways.set(key, { packets: 1, ids: [packet.id] });
    else {
      way.packets++;
      if (way.ids.length < MOST_IDS) way.ids.push(packet.id);
    }
  }

  flow({ id, aliases, boot, server, published }: Flow): void {
    const parts = [id, ...aliases].flatMap((part) => this.take(part) ?? []);
    this.close(parts, boot, server, published);
  }

  /** What the log shows, when all of its packets and flows are in. */
  finish(): Traffic {
    // Packets that closed after their flow had left are judged by their own addresses.
    for (const flow of this.open.values()) {
      const [key] = flow.ways.keys();
      if (key === undefined) this.unlisted += flow.unlisted;
      else this.close([flow], this.examples.get(key)!.boot, serverOf(this.examples.get(key)!), null);
    }
    this.open.clear();
    return {
      servers: [...this.servers.values()].map(({ ways, ...rest }) => ({ ...rest, ways: [...ways.values()] })),
      boots: this.boots.facts,
      unlisted: this.unlisted,
    };
  }

  /**
   * What the log shows so far; more packets and flows may come. `flows` are those of which some are in and which have
   * not left.
   */
  soFar(flows: Iterable<Flow>): Traffic {
    const copy = new TrafficCollector(this.wanted);
    copy.boots = this.boots;
    copy.examples = this.examples;
    copy.unlisted = this.unlisted;
    for (const [id, flow] of this.open) copy.open.set(id, { ...flow });
    for (const [key, server] of this.servers) {
      const ways = new Map<string, Way>();
      for (const [id, way] of server.ways) ways.set(id, { ...way, ids: [...way.ids] });
      copy.servers.set(key, { ...server, ways });
    }
    for (const flow of flows) copy.flow(flow);
    return copy.finish();
  }

  private take(id: number): OpenFlow | undefined {
    const flow = this.open.get(id);
    this.open.delete(id);
    return flow;
  }

  private close(
    parts: readonly OpenFlow[],
    boot: number,
    server: Endpoint,
    published: Endpoint | null,
  ): void {
    if (!this.wanted(server, published)) return;
    this.unlisted += parts.reduce((sum, { unlisted }) => sum + unlisted, 0);
    const collected = this.serverTraffic(boot, server, published);
    if (collected === undefined) {
      for (const { ways } of parts) for (const { packets } of ways.values()) this.unlisted += packets;
      return;
    }
    collected.flows++;
    const client = parts.reduce(
      (best, part) => (part.client.rank > best.rank ? part.client : best),
      NO_EVIDENCE,
    );
    for (const { ways } of parts) {
      for (const [key, { packets, ids }] of ways) this.add(collected, client, key, packets, ids);
    }
  }

  private add(
    { ways }: CollectedServer,
    client: ClientEvidence,
    key: string,
    packets: number,
    ids: readonly number[],
  ): void {
    const id = `${client.from} ${client.rank} ${key}`;
    const way = ways.get(id);
    if (way !== undefined) {
      way.packets += packets;
      way.ids.push(...ids.slice(0, MOST_IDS - way.ids.length));
      return;
    }
    const example = this.examples.get(key)!;
    ways.set(id, {
      example,
      direction: example.direction,
      from: client.from,
      clientIsTraced: isTraced(client),
      packets,
      ids: [...ids],
    });
  }

  private serverTraffic(
    boot: number,
    server: Endpoint,
    published: Endpoint | null,
  ): CollectedServer | undefined {
    const key = `${boot} ${endpointKey(server)} ${published === null ? '' : endpointKey(published)}`;
    let collected = this.servers.get(key);
    if (collected === undefined && this.servers.size < MOST) {
      collected = { boot, server, published, flows: 0, ways: new Map() };
      this.servers.set(key, collected);
    }
    return collected;
  }
}

interface OpenFlow {
  client: ClientEvidence;
  readonly ways: Map<string, { packets: number; readonly ids: number[] }>;
  unlisted: number;
}

type CollectedServer = Omit<ServerTraffic, 'ways'> & { flows: number; readonly ways: Map<string, Way> };

/** The server's end of a packet, as its own namespace sees it. */
function serverOf({ direction, entries }: Packet): Endpoint {
  return direction === 'original' ? destinationOf(entries.at(-1)!) : sourceOf(entries[0]!);
}
