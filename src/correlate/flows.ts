import type { Entry } from '../model/entry.js';
import { NO_PORT, type Flow } from '../model/flow.js';
import { isIcmp } from '../model/protocol.js';
import { FlowState } from './flow-state.js';
import { TupleTable, type Tuple } from './tuple-table.js';

/** Flows that one generation holds; with two generations memory is bounded by twice as many. */
const GENERATION = 1 << 15;

/** Ports from here up are handed out by Linux to clients (net.ipv4.ip_local_port_range). */
const FIRST_EPHEMERAL_PORT = 32_768;

/**
 * Joins packets to flows by the tuples that they carried: tuples of one packet are one flow, and so is a
 * reversed tuple. A flow that was not seen for two generations leaves through `onFlow`.
 */
export class Flows {
  private young = new TupleTable<FlowState>();
  private old = new TupleTable<FlowState>();
  private youngFlows = new Set<FlowState>();
  private oldFlows = new Set<FlowState>();
  private lastId = 0;
  private merged = 0;
  /** The log shows the module being loaded, so a flow's first packet in it is its first. */
  private fromTheStart = false;

  private readonly onFlow: (flow: Flow) => void;

  constructor(onFlow: (flow: Flow) => void) {
    this.onFlow = onFlow;
  }

  /** Flows so far, those that turned out to be parts of others not counted. */
  get total(): number {
    return this.lastId - this.merged;
  }

  /** Those of which packets have come and have not left, in the order in which they began. */
  get open(): Flow[] {
    return [...this.oldFlows, ...this.youngFlows]
      .filter(({ packets }) => packets.original + packets.reply > 0)
      .sort((a, b) => a.id - b.id);
  }

  moduleLoaded(): void {
    this.fromTheStart = true;
  }

  /** The flow of a packet that begins with this entry, in this boot. */
  of(first: Entry, boot: number): FlowState {
    const flow = this.find(first);
    if (flow !== undefined) return flow;
    return this.begin(first, boot, !this.fromTheStart && isAnswer(first));
  }

  /**
   * The flow of a packet whose tuple was translated between two entries: as a rule the same, now known by
   * both tuples.
   */
  translate(flow: FlowState, before: Entry, after: Entry): FlowState {
    const known = this.find(after);
    if (flow.isAnotherServer(before, after)) {
      // The client's port serves another connection now, which the published address sends elsewhere.
      const next = known !== undefined && known !== flow ? known : this.begin(after, flow.boot, false);
      this.put(before, next);
      return next;
    }
    if (known !== undefined && known !== flow) return this.merge(flow, known);
    if (known === undefined) this.put(after, flow);
    flow.noteTranslation(before, after);
    return flow;
  }

  /** Lets every flow leave: the log ends, or another boot begins. */
  clear(): void {
    for (const flow of [...this.oldFlows, ...this.youngFlows].sort((a, b) => a.id - b.id)) this.leave(flow);
    this.young = new TupleTable();
    this.old = new TupleTable();
    this.youngFlows = new Set();
    this.oldFlows = new Set();
    this.fromTheStart = false;
  }

  private begin(first: Entry, boot: number, reversed: boolean): FlowState {
    const flow = new FlowState(++this.lastId, boot, first, reversed);
    this.put(first, flow);
    return flow;
  }

  private find(tuple: Tuple): FlowState | undefined {
    let flow = this.young.get(tuple);
    if (flow !== undefined) return rootOf(flow);
    flow = this.old.get(tuple);
    if (flow === undefined) return undefined;
    this.put(tuple, rootOf(flow));
    return rootOf(flow);
  }

  private put(tuple: Tuple, flow: FlowState): void {
    if (this.youngFlows.size >= GENERATION) this.turn();
    this.young.set(tuple, flow);
    this.youngFlows.add(flow);
    this.oldFlows.delete(flow);
  }

  private merge(flow: FlowState, known: FlowState): FlowState {
    const [kept, gone] = flow.id < known.id ? [flow, known] : [known, flow];
    this.merged++;
    kept.absorb(gone);
    this.youngFlows.delete(gone);
    this.oldFlows.delete(gone);
    this.youngFlows.add(kept);
    this.oldFlows.delete(kept);
    return kept;
  }

  private turn(): void {
    for (const flow of this.oldFlows) this.leave(flow);
    this.old = this.young;
    this.oldFlows = this.youngFlows;
    this.young = new TupleTable();
    this.youngFlows = new Set();
  }

  private leave(flow: FlowState): void {
    if (flow.packets.original + flow.packets.reply > 0) this.onFlow(flow);
    else this.merged++; // Its packets turned out to be another one's, as their ports became known.
  }
}

/** Whether a packet looks like the server's. */
function isAnswer({ protocol, sport, dport }: Entry): boolean {
  if (isIcmp(protocol)) return sport === NO_PORT && dport !== NO_PORT;
  return sport < FIRST_EPHEMERAL_PORT && dport >= FIRST_EPHEMERAL_PORT;
}

/** The flow that a flow has become a part of, or itself. */
export function rootOf(flow: FlowState): FlowState {
  let root = flow;
  while (root.into !== undefined) root = root.into;
  return root;
}
