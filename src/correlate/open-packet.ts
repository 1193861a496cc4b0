import { emptyEntry, type Entry } from '../model/entry.js';
import { LOCAL_IN, LOCAL_OUT, PRE_ROUTING } from '../model/hook.js';
import { isOne } from '../model/identity.js';
import { sameDestination, sameSource, type Glimpse } from '../model/passage.js';
import { LEAST_ROWS, type EntryBlocks } from './entry-blocks.js';
import type { FlowState } from './flow-state.js';

/** What is known of a packet from its first entry on. */
export interface Beginning {
  readonly id: number;
  readonly boot: number;
  readonly state: FlowState;
  readonly hasGap: boolean;
  readonly atBegin: boolean;
  /** See `OpenPacket.tick`. */
  readonly tick: number;
}

/** A packet that is under way. When it is closed the object stands for another one. */
export class OpenPacket {
  id = 0;
  boot = 0;
  state: FlowState;
  hasGap = false;
  atBegin = false;
  /** Where it was seen last by a packet line alone. */
  glimpsed: Glimpse | null = null;
  /** The packet that this one carries: an skb is a tunnel's packet until it is taken out again. */
  inner: OpenPacket | null = null;
  /** How many packets are in it. */
  depth = 0;
  /** The tick in which its last entry came, see `Correlator.settle`. */
  tick = 0;
  private readonly blocks: EntryBlocks;
  private block: number;
  private rows = LEAST_ROWS;
  private count = 0;

  constructor(blocks: EntryBlocks, beginning: Beginning, first: Entry) {
    this.blocks = blocks;
    this.block = blocks.take(LEAST_ROWS);
    this.state = beginning.state;
    this.begin(beginning, first);
  }

  /** Forgets everything: the object stands for another packet from here on. */
  begin({ id, boot, state, hasGap, atBegin, tick }: Beginning, first: Entry): void {
    this.id = id;
    this.boot = boot;
    this.state = state;
    this.hasGap = hasGap;
    this.atBegin = atBegin;
    this.tick = tick;
    this.glimpsed = null;
    this.carry(null);
    this.count = 0;
    if (this.rows > LEAST_ROWS) {
      this.blocks.giveBack(this.block, this.rows);
      this.rows = LEAST_ROWS;
      this.block = this.blocks.take(LEAST_ROWS);
    }
    this.add(first, first.ambiguous);
  }

  carry(inner: OpenPacket | null): void {
    this.inner = inner;
    this.depth = inner === null ? 0 : inner.depth + 1;
  }

  add(entry: Entry, ambiguous: boolean): void {
    if (this.count === this.rows) {
      this.block = this.blocks.enlarge(this.block, this.rows);
      this.rows *= 2;
    }
    this.blocks.write(this.block, this.count, entry, ambiguous);
    this.count++;
  }

  /** How many entries it has; never 0. */
  get length(): number {
    return this.count;
  }

  /** Its newest entry; good until this is asked of another packet. */
  get last(): Entry {
    return this.blocks.read(this.block, this.count - 1, this.blocks.last);
  }

  /** The entry at an index; good until this is asked of any packet. */
  at(index: number): Entry {
    return this.blocks.read(this.block, index, this.blocks.shown);
  }

  /** Some of its entries as objects of their own. */
  copyEntries(begin: number, end: number): Entry[] {
    const entries: Entry[] = [];
    for (let index = begin; index < end; index++)
      entries.push(this.blocks.read(this.block, index, emptyEntry()));
    return entries;
  }
}

/** Whether an skb that was seen at a hook may be the packet whose last entry this is. */
export function mayBeAt(last: Entry, seen: Glimpse): boolean {
  if (last.hook === LOCAL_IN || seen.hook === LOCAL_OUT) return false;
  return sameSource(last, seen) || sameDestination(last, seen);
}

/** Whether an entry that cannot follow what is known of a packet may follow where it was last seen. */
export function goesOnFrom(seen: Glimpse, entry: Entry): boolean {
  return entry.hook !== LOCAL_OUT && (sameSource(seen, entry) || sameDestination(seen, entry));
}

/**
 * Two PRE_ROUTING entries with nothing before and after them were two packets at one address, each stopped
 * there; had br_netfilter shown one packet twice, it would have gone on.
 */
export function isTwoPackets(packet: OpenPacket): boolean {
  const { last } = packet;
  if (packet.length !== 2 || last.hook !== PRE_ROUTING) return false;
  const first = packet.at(0);
  return first.hook === PRE_ROUTING && sameDestination(first, last) && !isOne(first, packet.last);
}
