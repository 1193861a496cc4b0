import type { Entry } from '../model/entry.js';
import type { Flow } from '../model/flow.js';
import type { Direction } from '../model/packet.js';
import { isAnswer } from './answer.js';
import { FlowEnds } from './flow-ends.js';
import { FlowRows, type FlowPlace } from './flow-rows.js';
import { IntegerList } from './integer-list.js';
import { TupleTable, type Tuple } from './tuple-table.js';

/** Flows that one generation holds; with two generations memory is bounded by twice as many. */
const GENERATION = 1 << 15;

/**
 * Joins packets to flows by the tuples that they carried: tuples of one packet are one flow, and so is a
 * reversed tuple. A flow that was not seen for two generations leaves through `onFlow`.
 */
export class Flows {
  private readonly rows = new FlowRows();
  private readonly ends = new FlowEnds(this.rows);
  private young = new TupleTable();
  private old = new TupleTable();
  /** The number of the young generation; 0 is none. */
  private now = 1;
  /** What came into each generation, in this order; some of the old ones have come into the young one since. */
  private youngFlows = new IntegerList();
  private oldFlows = new IntegerList();
  /** Of the young ones, those that are no parts of others. */
  private youngCount = 0;
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
    return this.all()
      .filter((flow) => this.rows.hasPackets(flow))
      .map((flow) => this.rows.show(flow));
  }

  moduleLoaded(): void {
    this.fromTheStart = true;
  }

  /** The flow of a packet that begins with this entry, in this boot. */
  of(first: Entry, boot: number): FlowPlace {
    return this.find(first) || this.begin(first, boot, !this.fromTheStart && isAnswer(first));
  }

  /**
   * The flow of a packet whose tuple was translated between two entries: as a rule the same, now known by
   * both tuples.
   */
  translate(of: FlowPlace, before: Entry, after: Entry): FlowPlace {
    const flow = this.rows.rootOf(of);
    const known = this.find(after);
    const isAnother = known !== 0 && known !== flow;
    if (this.ends.isAnotherServer(flow, before, after)) {
      // The client's port serves another connection now, which the published address sends elsewhere.
      const next = isAnother ? known : this.begin(after, this.rows.boot(flow), false);
      this.put(before, next);
      return next;
    }
    if (isAnother) return this.merge(flow, known);
    if (known === 0) this.put(after, flow);
    this.ends.noteTranslation(flow, before, after);
    return flow;
  }

  /** A packet of this flow is under way: the flow can be asked for until it is released. */
  hold(flow: FlowPlace): void {
    this.rows.hold(flow);
  }

  release(flow: FlowPlace): void {
    this.rows.release(flow);
  }

  /** Learns from the first and last entry of a closed packet, and counts it. */
  learn(of: FlowPlace, first: Entry, last: Entry): { flow: number; direction: Direction } {
    const flow = this.rows.rootOf(of);
    const direction = this.ends.directionOf(flow, first);
    this.rows.count(flow, direction);
    this.ends.learn(flow, direction, first, last);
    return { flow: this.rows.id(flow), direction };
  }

  /** Lets every flow leave: the log ends, or another boot begins. No packet is under way any more. */
  clear(): void {
    for (const flow of this.all()) this.leave(flow);
    this.turn();
    this.turn();
    this.fromTheStart = false;
  }

  private begin(first: Entry, boot: number, reversed: boolean): FlowPlace {
    const flow = this.rows.take(++this.lastId, boot, first.protocol);
    this.ends.begin(flow, first, reversed);
    this.put(first, flow);
    return flow;
  }

  /** 0 where there is none. */
  private find(tuple: Tuple): FlowPlace {
    const young = this.young.get(tuple);
    if (young !== 0) return this.rows.rootOf(young);
    const old = this.old.get(tuple);
    if (old === 0) return 0;
    const flow = this.rows.rootOf(old);
    this.put(tuple, flow);
    return flow;
  }

  private put(tuple: Tuple, flow: FlowPlace): void {
    const isFull = this.youngCount >= GENERATION;
    this.touch(flow); // It is not one of those that leave.
    if (isFull) {
      this.turn();
      this.touch(flow);
    }
    this.young.set(tuple, flow);
  }

  private touch(flow: FlowPlace): void {
    if (this.rows.generation(flow) === this.now) return;
    this.rows.setGeneration(flow, this.now);
    this.youngFlows.push(flow);
    this.youngCount++;
  }

  private merge(flow: FlowPlace, known: FlowPlace): FlowPlace {
    const [kept, gone] = this.rows.id(flow) < this.rows.id(known) ? [flow, known] : [known, flow];
    this.merged++;
    this.rows.join(gone, kept);
    this.ends.absorb(kept, gone);
    if (this.rows.generation(gone) === this.now) this.youngCount--;
    this.touch(kept);
    return kept;
  }

  /** All that have not left and are no parts of others, in the order in which they began. */
  private all(): FlowPlace[] {
    const { rows, now } = this;
    const flows: FlowPlace[] = [];
    for (const [list, generation] of [[this.oldFlows, now - 1] as const, [this.youngFlows, now] as const])
      for (let index = 0; index < list.length; index++) {
        const flow = list.at(index);
        if (rows.generation(flow) === generation && !rows.isPart(flow)) flows.push(flow);
      }
    return flows.sort((a, b) => rows.id(a) - rows.id(b));
  }

  private turn(): void {
    for (let index = 0; index < this.oldFlows.length; index++) {
      const flow = this.oldFlows.at(index);
      if (this.rows.generation(flow) !== this.now - 1) continue;
      if (this.rows.isPart(flow)) this.rows.setGeneration(flow, 0);
      else this.leave(flow);
    }
    this.old.clear();
    [this.young, this.old] = [this.old, this.young];
    this.oldFlows.clear();
    [this.youngFlows, this.oldFlows] = [this.oldFlows, this.youngFlows];
    this.youngCount = 0;
    this.now++;
  }

  private leave(flow: FlowPlace): void {
    if (this.rows.hasPackets(flow)) this.onFlow(this.rows.show(flow));
    else this.merged++; // Its packets turned out to be another one's, as their ports became known.
    this.rows.setGeneration(flow, 0);
  }
}
