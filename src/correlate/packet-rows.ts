import { doubled } from '../model/doubled.js';
import type { Glimpse } from '../model/passage.js';
import { ROW } from '../model/entry-row.js';
import type { FlowPlace } from './flow-rows.js';

/** Where a packet that is under way is; never 0. When it is closed another one may come there. */
export type OpenPacket = number;

/** A packet is two rows: what is known of it, and its newest entry, which begins at NEWEST. ID is a double. */
const FIELDS = 2 * ROW;
export const NEWEST = ROW;
const [ID, BOOT, FLOW, FLAGS, INNER, DEPTH] = [0, 2, 3, 4, 5, 6] as const;
/** How many entries it has, when the newest came, and the older ones: a block of so many rows, see `Trails`. */
export const [COUNT, TICK, TRAIL, ROOM] = [7, 8, 9, 10] as const;
const GAP = 1;
const AT_BEGIN = 2;
const GLIMPSED = 4;

const FIRST_PACKETS = 1 << 7;

/** What is known of a packet from its first entry on. */
export interface Beginning {
  readonly id: number;
  readonly boot: number;
  readonly flow: FlowPlace;
  readonly hasGap: boolean;
  readonly atBegin: boolean;
  /** See `PacketRows.tick`. */
  readonly tick: number;
}

/** What is known of the packets that are under way, as rows of integers. */
export class PacketRows {
  protected integers = new Int32Array(FIRST_PACKETS * FIELDS);
  private numbers = new Float64Array(this.integers.buffer);
  /** The first place that was never used. */
  private end = FIELDS;
  private readonly free: OpenPacket[] = [];
  private given = 0;
  /** Where packets were seen last by a packet line alone, if they were. */
  private readonly glimpses = new Map<OpenPacket, Glimpse>();

  /** How many packets there were so far, which is also the id of the last one. */
  get lastId(): number {
    return this.given;
  }

  nextId(): number {
    return ++this.given;
  }

  /** A place for a packet, which must begin. */
  take(): OpenPacket {
    const known = this.free.pop();
    if (known !== undefined) return known;
    const packet = this.end;
    this.end += FIELDS;
    if (this.end > this.integers.length) this.grow();
    return packet;
  }

  /** The packet is closed. */
  giveBack(packet: OpenPacket): void {
    this.free.push(packet);
  }

  id(packet: OpenPacket): number {
    return this.numbers[(packet + ID) >> 1]!;
  }

  boot(packet: OpenPacket): number {
    return this.integers[packet + BOOT]!;
  }

  flow(packet: OpenPacket): FlowPlace {
    return this.integers[packet + FLOW]!;
  }

  setFlow(packet: OpenPacket, flow: FlowPlace): void {
    this.integers[packet + FLOW] = flow;
  }

  hasGap(packet: OpenPacket): boolean {
    return (this.integers[packet + FLAGS]! & GAP) !== 0;
  }

  noteGap(packet: OpenPacket): void {
    this.integers[packet + FLAGS]! |= GAP;
  }

  atBegin(packet: OpenPacket): boolean {
    return (this.integers[packet + FLAGS]! & AT_BEGIN) !== 0;
  }

  /** The tick in which its last entry came, see `Correlator.settle`. */
  tick(packet: OpenPacket): number {
    return this.integers[packet + TICK]!;
  }

  /** Where it was seen last by a packet line alone. */
  glimpsed(packet: OpenPacket): Glimpse | undefined {
    return (this.integers[packet + FLAGS]! & GLIMPSED) === 0 ? undefined : this.glimpses.get(packet);
  }

  /** It was seen by a packet line alone: an entry of it is missing. */
  noteGlimpse(packet: OpenPacket, seen: Glimpse): void {
    this.integers[packet + FLAGS]! |= GAP | GLIMPSED;
    this.glimpses.set(packet, { ...seen });
  }

  /** The packet that this one carries, or 0: an skb is a tunnel's packet until it is taken out again. */
  inner(packet: OpenPacket): OpenPacket {
    return this.integers[packet + INNER]!;
  }

  /** How many packets are in it. */
  depth(packet: OpenPacket): number {
    return this.integers[packet + DEPTH]!;
  }

  /** `inner` is 0 where it carries nothing any more. */
  carry(packet: OpenPacket, inner: OpenPacket): void {
    this.integers[packet + INNER] = inner;
    this.integers[packet + DEPTH] = inner === 0 ? 0 : this.depth(inner) + 1;
  }

  /** Another packet is at this place from here on. */
  protected reset(packet: OpenPacket, { id, boot, flow, hasGap, atBegin, tick }: Beginning): void {
    const { integers } = this;
    if ((integers[packet + FLAGS]! & GLIMPSED) !== 0) this.glimpses.delete(packet);
    this.numbers[(packet + ID) >> 1] = id;
    integers[packet + BOOT] = boot;
    integers[packet + FLOW] = flow;
    integers[packet + FLAGS] = (hasGap ? GAP : 0) | (atBegin ? AT_BEGIN : 0);
    integers[packet + TICK] = tick;
    integers[packet + INNER] = 0;
    integers[packet + DEPTH] = 0;
  }

  private grow(): void {
    this.integers = doubled(this.integers);
    this.numbers = new Float64Array(this.integers.buffer);
  }
}
