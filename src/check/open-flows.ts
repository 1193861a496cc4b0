import { NO_EVIDENCE, type ClientEvidence } from '../model/client-class.js';
import { MOST_IDS } from '../model/traffic.js';
import { FlowTable, OWN, type FlowPlace } from './flow-table.js';
import { PacketLists, type PacketList } from './packet-lists.js';
import type { WayNumber } from './way-table.js';

/** So many packets are listed before they are folded: few flows have more at one time. */
const MOST_LISTED = 32;

/** Packets of one flow that went the same way. */
export interface WayCount {
  packets: number;
  /** Of the first of them. */
  readonly ids: number[];
}

/** What is known of a flow of which packets may still come. */
export interface OpenFlow {
  readonly client: ClientEvidence;
  /** Packets of ways that are not kept. */
  readonly unlisted: number;
  /** In the order in which they were first gone. */
  readonly ways: ReadonlyMap<WayNumber, WayCount>;
}

/** What is kept: its client's evidence by number, packets of ways that are not kept, and the others, which are so many. */
const [CLIENT, UNLISTED, LISTED, LENGTH] = [OWN, OWN + 1, OWN + 2, OWN + 3] as const;

/**
 * Flows by their id. Who the server of a flow is, and so whether anybody asks for it, is known when it leaves; until then
 * there are tens of thousands. So they are rows of integers, and their packets are lists that are folded when they get long.
 */
export class OpenFlows {
  private readonly table = new FlowTable();
  private readonly lists = new PacketLists();
  /** By the place of the flow, of those few that have had many packets. */
  private readonly folded = new Map<FlowPlace, Map<WayNumber, WayCount>>();
  private readonly evidence: ClientEvidence[] = [NO_EVIDENCE];

  /** A packet of a flow; its way is 0 where that is not kept. */
  add(flow: number, client: ClientEvidence, way: WayNumber, id: number): void {
    const at = this.table.find(flow) || this.table.add(flow);
    const { integers: rows } = this.table;
    if (client.rank > this.evidence[rows[at + CLIENT]!]!.rank) rows[at + CLIENT] = this.numberOf(client);
    if (way === 0) rows[at + UNLISTED]!++;
    else {
      rows[at + LISTED] = this.lists.add(rows[at + LISTED]!, way, id);
      if (++rows[at + LENGTH]! >= MOST_LISTED) this.fold(at);
    }
  }

  get(flow: number): OpenFlow | undefined {
    const at = this.table.find(flow);
    if (at === 0) return undefined;
    const { integers } = this.table;
    const client = this.evidence[integers[at + CLIENT]!]!;
    return { client, unlisted: integers[at + UNLISTED]!, ways: this.fold(at) };
  }

  /** The ids of all, in the order in which they began. */
  get ids(): number[] {
    return this.table.ids;
  }

  delete(flow: number): void {
    const at = this.table.find(flow);
    if (at === 0) return;
    this.folded.delete(at);
    this.lists.drop(this.table.integers[at + LISTED]!);
    this.table.delete(at);
  }

  /** There are few that differ. */
  private numberOf(client: ClientEvidence): number {
    const known = this.evidence.findIndex(({ from, rank }) => from === client.from && rank === client.rank);
    return known >= 0 ? known : this.evidence.push(client) - 1;
  }

  /** Puts the packets that are listed to their ways. */
  private fold(at: FlowPlace): Map<WayNumber, WayCount> {
    const { integers } = this.table;
    const ways = this.folded.get(at) ?? new Map<WayNumber, WayCount>();
    const listed: PacketList = integers[at + LISTED]!;
    this.lists.each(listed, (way, id) => {
      const known = ways.get(way);
      if (known === undefined) ways.set(way, { packets: 1, ids: [id] });
      else {
        known.packets++;
        if (known.ids.length < MOST_IDS) known.ids.push(id);
      }
    });
    this.lists.drop(listed);
    integers[at + LISTED] = 0;
    integers[at + LENGTH] = 0;
    this.folded.set(at, ways);
    return ways;
  }
}
