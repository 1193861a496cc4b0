import { doubled } from '../model/doubled.js';
import type { Endpoint, Flow } from '../model/flow.js';
import type { Direction } from '../model/packet.js';

/** Where a flow is; never 0. */
export type FlowPlace = number;

/** A flow is a row of so many integers: a line of a CPU's cache. ID is a double. */
const FIELDS = 16;
const [ID, ORIGINAL, REPLY, BOOT, PROTOCOL] = [0, 2, 3, 4, 5] as const;
/** How well its ends are known, see `FlowEnds`; its generation, or 0; how many hold it; what it is a part of. */
export const RANKS = 6;
const [GENERATION, HOLDERS, INTO] = [7, 8, 9] as const;
/** An end is an address and a port. */
export const [CLIENT, SERVER, PUBLISHED] = [10, 12, 14] as const;
/** The address of no end: there is no such symbol. */
export const NOBODY = -1;

const FIRST_FLOWS = 1 << 8;

/**
 * Flows of which packets may still come, as rows of integers. A row is free for another flow when its generation has
 * left, so that no tuple leads to it, and nothing holds it: no packet that is under way, no flow that is a part of it.
 */
export class FlowRows {
  integers = new Int32Array(FIRST_FLOWS * FIELDS);
  private numbers = new Float64Array(this.integers.buffer);
  /** The first place that was never used. */
  private end = FIELDS;
  private readonly free: FlowPlace[] = [];
  /** Of the few that have any. */
  private readonly aliases = new Map<FlowPlace, number[]>();

  /** A flow whose ends are to be said. */
  take(id: number, boot: number, protocol: number): FlowPlace {
    const flow = this.free.pop() ?? this.next();
    const { integers } = this;
    integers.fill(0, flow, flow + FIELDS);
    this.numbers[(flow + ID) >> 1] = id;
    integers[flow + BOOT] = boot;
    integers[flow + PROTOCOL] = protocol;
    integers[flow + PUBLISHED] = NOBODY;
    return flow;
  }

  id(flow: FlowPlace): number {
    return this.numbers[(flow + ID) >> 1]!;
  }

  boot(flow: FlowPlace): number {
    return this.integers[flow + BOOT]!;
  }

  count(flow: FlowPlace, direction: Direction): void {
    this.integers[flow + (direction === 'original' ? ORIGINAL : REPLY)]!++;
  }

  hasPackets(flow: FlowPlace): boolean {
    return this.integers[flow + ORIGINAL] !== 0 || this.integers[flow + REPLY] !== 0;
  }

  /** The flow that a flow has become a part of, or itself. */
  rootOf(flow: FlowPlace): FlowPlace {
    let root = flow;
    while (this.isPart(root)) root = this.integers[root + INTO]!;
    return root;
  }

  isPart(flow: FlowPlace): boolean {
    return this.integers[flow + INTO] !== 0;
  }

  /** A flow turned out to be a part of another. */
  join(part: FlowPlace, whole: FlowPlace): void {
    const { integers, aliases } = this;
    integers[part + INTO] = whole;
    this.hold(whole);
    aliases.set(whole, [...(aliases.get(whole) ?? []), this.id(part), ...(aliases.get(part) ?? [])]);
    integers[whole + ORIGINAL]! += integers[part + ORIGINAL]!;
    integers[whole + REPLY]! += integers[part + REPLY]!;
  }

  /** The generation that it is of; 0 where it has left. */
  generation(flow: FlowPlace): number {
    return this.integers[flow + GENERATION]!;
  }

  /** `generation` is 0 where it leaves. */
  setGeneration(flow: FlowPlace, generation: number): void {
    this.integers[flow + GENERATION] = generation;
    if (generation === 0) this.freeUnlessNeeded(flow);
  }

  hold(flow: FlowPlace): void {
    this.integers[flow + HOLDERS]!++;
  }

  release(flow: FlowPlace): void {
    this.integers[flow + HOLDERS]!--;
    this.freeUnlessNeeded(flow);
  }

  /** What others are shown of it, as an object of their own. */
  show(flow: FlowPlace): Flow {
    const { integers } = this;
    return {
      id: this.id(flow),
      boot: this.boot(flow),
      protocol: integers[flow + PROTOCOL]!,
      client: this.endOf(flow, CLIENT),
      server: this.endOf(flow, SERVER),
      published: integers[flow + PUBLISHED] === NOBODY ? null : this.endOf(flow, PUBLISHED),
      packets: { original: integers[flow + ORIGINAL]! >>> 0, reply: integers[flow + REPLY]! >>> 0 },
      aliases: this.aliases.get(flow)?.slice() ?? [],
    };
  }

  private endOf(flow: FlowPlace, end: number): Endpoint {
    const { integers } = this;
    const protocol = integers[flow + PROTOCOL]!;
    return { protocol, address: integers[flow + end]!, port: integers[flow + end + 1]! };
  }

  private freeUnlessNeeded(flow: FlowPlace): void {
    const { integers } = this;
    if (integers[flow + HOLDERS] !== 0 || integers[flow + GENERATION] !== 0) return;
    this.aliases.delete(flow);
    this.free.push(flow);
    const whole = integers[flow + INTO]!;
    if (whole !== 0) this.release(whole);
  }

  private next(): FlowPlace {
    const flow = this.end;
    this.end += FIELDS;
    if (this.end > this.integers.length) {
      this.integers = doubled(this.integers);
      this.numbers = new Float64Array(this.integers.buffer);
    }
    return flow;
  }
}
