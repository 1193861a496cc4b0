import type { Entry } from '../model/entry.js';
import { LOCAL_OUT, PRE_ROUTING } from '../model/hook.js';
import { sameDestination, sameSource, type Glimpse } from '../model/passage.js';
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

type Slot = { -readonly [Field in keyof Entry]: Entry[Field] };

/** Slots that a packet keeps for the one that takes its place. */
const KEPT_SLOTS = 16;

/**
 * A packet that is under way. Thousands are at any time, and nearly all objects of a run are their entries: so each
 * takes the place of a closed one, and its entries are copied into the slots of that one, which saves the garbage
 * collector from moving everything that an endless log brings.
 */
export class OpenPacket {
  id = 0;
  boot = 0;
  state: FlowState;
  hasGap = false;
  atBegin = false;
  /** Where it was seen last by a packet line alone. */
  glimpsed: Glimpse | null = null;
  /** The tick in which its last entry came, see `Correlator.settle`. */
  tick = 0;
  private readonly slots: Slot[] = [];
  private count = 0;

  constructor(beginning: Beginning, first: Entry) {
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
    this.count = 0;
    if (this.slots.length > KEPT_SLOTS) this.slots.length = KEPT_SLOTS;
    this.add(first, first.ambiguous);
  }

  add(entry: Entry, ambiguous: boolean): void {
    const slot = this.slots[this.count++];
    if (slot === undefined) this.slots.push(copyOf(entry, ambiguous));
    else {
      slot.file = entry.file;
      slot.line = entry.line;
      slot.sec = entry.sec;
      slot.usec = entry.usec;
      slot.clock = entry.clock;
      slot.hook = entry.hook;
      slot.netns = entry.netns;
      slot.initnet = entry.initnet;
      slot.dev = entry.dev;
      slot.in = entry.in;
      slot.out = entry.out;
      slot.src = entry.src;
      slot.sport = entry.sport;
      slot.dst = entry.dst;
      slot.dport = entry.dport;
      slot.skb = entry.skb;
      slot.ambiguous = ambiguous;
    }
  }

  /** How many entries it has; never 0. */
  get length(): number {
    return this.count;
  }

  /** The entry at an index; good as long as the packet is open. */
  at(index: number): Entry {
    return this.slots[index]!;
  }

  get last(): Entry {
    return this.slots[this.count - 1]!;
  }

  /** Its entries as objects of their own. */
  copyEntries(): Entry[] {
    const entries: Entry[] = this.slots.slice(0, this.count);
    for (let i = 0; i < entries.length; i++) entries[i] = copyOf(entries[i]!, entries[i]!.ambiguous);
    return entries;
  }
}

/** Written out, as this is done for every entry of a log: a spread takes three times as long. */
function copyOf(entry: Entry, ambiguous: boolean): Slot {
  return {
    file: entry.file,
    line: entry.line,
    sec: entry.sec,
    usec: entry.usec,
    clock: entry.clock,
    hook: entry.hook,
    netns: entry.netns,
    initnet: entry.initnet,
    dev: entry.dev,
    in: entry.in,
    out: entry.out,
    src: entry.src,
    sport: entry.sport,
    dst: entry.dst,
    dport: entry.dport,
    skb: entry.skb,
    ambiguous,
  };
}

/** Whether an entry that cannot follow what is known of a packet may follow where it was last seen. */
export function goesOnFrom(seen: Glimpse, entry: Entry): boolean {
  return entry.hook !== LOCAL_OUT && (sameSource(seen, entry) || sameDestination(seen, entry));
}

/**
 * Two PRE_ROUTING entries with nothing before and after them were two packets at one address, each stopped
 * there; had br_netfilter shown one packet twice, it would have gone on. Takes the second one out.
 */
export function splitDoubled(entries: Entry[]): Entry | undefined {
  const doubled = entries.length === 2 && entries.every((entry) => entry.hook === PRE_ROUTING);
  return doubled && sameDestination(entries[0]!, entries[1]!) ? entries.pop() : undefined;
}
