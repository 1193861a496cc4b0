import { isTraced, NO_EVIDENCE, type ClientEvidence } from '../model/client-class.js';
import { endpointKey } from '../model/flow.js';
import { MOST_IDS, type ServerTraffic, type Way } from '../model/traffic.js';
import type { OpenFlow, WayCount } from './open-flows.js';
import type { WayNumber, WayTable } from './way-table.js';

/** Where the packets of a flow went to, and of which boot that is. */
export type Destination = Pick<ServerTraffic, 'boot' | 'server' | 'published'>;

/** Adds up what flows that have left show of their servers. */
export class ServerTally {
  private readonly most: number;
  private readonly known: WayTable;
  private readonly servers = new Map<string, CollectedServer>();
  /** Packets of more ways, or of more servers, than are kept. */
  unlisted = 0;

  /** No more servers than `most` are kept. */
  constructor(most: number, known: WayTable) {
    this.most = most;
    this.known = known;
  }

  /** The same, which goes on by itself. */
  copy(): ServerTally {
    const copy = new ServerTally(this.most, this.known);
    copy.unlisted = this.unlisted;
    for (const [key, server] of this.servers) {
      const ways = new Map<string, Way>();
      for (const [id, way] of server.ways) ways.set(id, { ...way, ids: [...way.ids] });
      copy.servers.set(key, { ...server, ways });
    }
    return copy;
  }

  get all(): ServerTraffic[] {
    return [...this.servers.values()].map(({ ways, ...rest }) => ({ ...rest, ways: [...ways.values()] }));
  }

  /** A flow has left: these are its parts, which began as flows of their own. */
  add(parts: readonly OpenFlow[], destination: Destination): void {
    this.unlisted += parts.reduce((sum, { unlisted }) => sum + unlisted, 0);
    const server = this.serverOf(destination);
    if (server === undefined) {
      for (const { ways } of parts) for (const { packets } of ways.values()) this.unlisted += packets;
      return;
    }
    server.flows++;
    const client = parts.reduce(
      (best, part) => (part.client.rank > best.rank ? part.client : best),
      NO_EVIDENCE,
    );
    for (const { ways } of parts) for (const [way, count] of ways) this.addWay(server, client, way, count);
  }

  private addWay(
    { ways }: CollectedServer,
    client: ClientEvidence,
    number: WayNumber,
    { packets, ids }: WayCount,
  ): void {
    const id = `${client.from} ${client.rank} ${number}`;
    const way = ways.get(id);
    if (way !== undefined) {
      way.packets += packets;
      way.ids.push(...ids.slice(0, MOST_IDS - way.ids.length));
      return;
    }
    const example = this.known.example(number);
    ways.set(id, {
      example,
      direction: example.direction,
      from: client.from,
      clientIsTraced: isTraced(client),
      packets,
      ids: [...ids],
    });
  }

  private serverOf({ boot, server, published }: Destination): CollectedServer | undefined {
    const key = `${boot} ${endpointKey(server)} ${published === null ? '' : endpointKey(published)}`;
    let collected = this.servers.get(key);
    if (collected === undefined && this.servers.size < this.most) {
      collected = { boot, server, published, flows: 0, ways: new Map() };
      this.servers.set(key, collected);
    }
    return collected;
  }
}

type CollectedServer = Omit<ServerTraffic, 'ways'> & { flows: number; readonly ways: Map<string, Way> };
