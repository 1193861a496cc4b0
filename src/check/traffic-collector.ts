import { clientEvidence } from '../model/client-class.js';
import { destinationOf, sourceOf } from '../model/entry.js';
import type { Endpoint, Flow } from '../model/flow.js';
import type { Packet } from '../model/packet.js';
import type { Traffic } from '../model/traffic.js';
import { BootCollector } from './boot-collector.js';
import { OpenFlows } from './open-flows.js';
import { ServerTally, type Destination } from './server-tally.js';
import { WayTable } from './way-table.js';

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
  private readonly boots = new BootCollector();
  private readonly known = new WayTable(MOST);
  private readonly open = new OpenFlows();
  private readonly servers = new ServerTally(MOST, this.known);

  constructor(wanted: Wanted) {
    this.wanted = wanted;
  }

  packet(packet: Packet): void {
    this.boots.learn(packet);
    this.open.add(packet.flow, clientEvidence(packet), this.known.numberOf(packet), packet.id);
  }

  flow(flow: Flow): void {
    const ids = [flow.id, ...flow.aliases];
    this.close(this.servers, ids, flow);
    for (const id of ids) this.open.delete(id);
  }

  /** What the log shows, when all of its packets and flows are in. */
  finish(): Traffic {
    return this.soFar([]);
  }

  /**
   * What the log shows so far; more packets and flows may come. `flows` are those of which some are in and which have
   * not left.
   */
  soFar(flows: Iterable<Flow>): Traffic {
    const servers = this.servers.copy();
    const rest = new Set(this.open.ids);
    for (const flow of flows) {
      const ids = [flow.id, ...flow.aliases];
      this.close(servers, ids, flow);
      for (const id of ids) rest.delete(id);
    }
    // Packets that closed after their flow had left are judged by their own addresses.
    for (const id of rest) {
      const { ways, unlisted } = this.open.get(id)!;
      const [way] = ways.keys();
      if (way === undefined) servers.unlisted += unlisted;
      else this.close(servers, [id], ownDestination(this.known.example(way)));
    }
    return { servers: servers.all, boots: this.boots.facts, unlisted: servers.unlisted };
  }

  private close(
    servers: ServerTally,
    ids: readonly number[],
    { boot, server, published }: Destination,
  ): void {
    if (!this.wanted(server, published)) return;
    const parts = ids.flatMap((id) => this.open.get(id) ?? []);
    servers.add(parts, { boot, server, published });
  }
}

/** The server's end of a packet, as its own namespace sees it. */
function ownDestination({ boot, direction, entries }: Packet): Destination {
  const server = direction === 'original' ? destinationOf(entries.at(-1)!) : sourceOf(entries[0]!);
  return { boot, server, published: null };
}
