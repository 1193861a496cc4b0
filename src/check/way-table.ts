import { emptyEntry, type Entry } from '../model/entry.js';
import type { Direction, Packet } from '../model/packet.js';
import { sameDestination, sameSource } from '../model/passage.js';
import { ExampleRows } from './example-rows.js';

/** The number of a way, from 1 on. */
export type WayNumber = number;

/** A slot is the hash of a way and its number; 0 is free. Never more than half are taken. */
const FIELDS = 2;
const FIRST_SLOTS = 1 << 8;

/**
 * The ways that packets went, each with its first packet. Two packets are of one way where their `wayKey` is the same
 * text; but to make that text of each packet, and to look it up, would take longer than all else that is done with it.
 */
export class WayTable {
  private readonly most: number;
  private readonly examples = new ExampleRows();
  /** Where the example of each way is. */
  private readonly places: number[] = [];
  private slots = new Int32Array(FIRST_SLOTS * FIELDS);
  /** What two entries of an example are looked at in. */
  private readonly before = emptyEntry();
  private readonly after = emptyEntry();

  /** No more ways than `most` are kept. */
  constructor(most: number) {
    this.most = most;
  }

  /** The way of a packet, which becomes its example if it is the first; 0 where there are too many ways. */
  numberOf(packet: Packet): WayNumber {
    const hash = hashOf(packet);
    let at = this.firstSlot(hash);
    for (; this.slots[at + 1] !== 0; at = this.nextSlot(at)) {
      const way = this.slots[at + 1]!;
      if (this.slots[at] === hash && this.isOf(packet, way)) return way;
    }
    if (this.places.length >= this.most) return 0;
    const way = this.places.push(this.examples.add(packet));
    this.slots[at] = hash;
    this.slots[at + 1] = way;
    if (way * 2 * FIELDS >= this.slots.length) this.grow();
    return way;
  }

  /** The first packet of a way, as an object of its own. */
  example(way: WayNumber): Packet {
    return this.examples.packet(this.places[way - 1]!);
  }

  /** Whether a packet went this way. */
  private isOf(packet: Packet, way: WayNumber): boolean {
    const place = this.places[way - 1]!;
    const { entries, direction } = packet;
    if (!this.examples.isAlike(place, packet)) return false;
    if (entries[0]!.protocol !== this.examples.entry(place, 0, this.after).protocol) return false;
    return entries.every((entry, i) => {
      const other = this.examples.entry(place, i, this.after);
      if (!isSamePlace(entry, other) || !isSameEnd(direction, entry, other)) return false;
      if (i === 0) return true;
      return isSameStep(entries[i - 1]!, entry, this.examples.entry(place, i - 1, this.before), other);
    });
  }

  private firstSlot(hash: number): number {
    return (hash * FIELDS) & (this.slots.length - 1);
  }

  private nextSlot(at: number): number {
    return (at + FIELDS) & (this.slots.length - 1);
  }

  private grow(): void {
    const { slots } = this;
    this.slots = new Int32Array(slots.length * 2);
    for (let from = 0; from < slots.length; from += FIELDS) {
      if (slots[from + 1] === 0) continue;
      let at = this.firstSlot(slots[from]!);
      while (this.slots[at + 1] !== 0) at = this.nextSlot(at);
      this.slots[at] = slots[from]!;
      this.slots[at + 1] = slots[from + 1]!;
    }
  }
}

/** Of some of what tells ways apart. */
function hashOf({ direction, entries }: Packet): number {
  const isOriginal = direction === 'original';
  let hash = entries.length;
  for (const entry of entries) {
    hash = Math.imul(hash ^ entry.netns, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ entry.hook ^ (entry.in << 3), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ entry.out, 0xc2b2ae35);
    hash = Math.imul(hash ^ (isOriginal ? entry.dst : entry.src), 0x27d4eb2f);
    hash = Math.imul(hash ^ (hash >>> 15) ^ (isOriginal ? entry.dport : entry.sport), 0x165667b1);
  }
  return hash ^ (hash >>> 16);
}

function isSamePlace(a: Entry, b: Entry): boolean {
  return (
    a.netns === b.netns &&
    a.hook === b.hook &&
    a.dev === b.dev &&
    a.in === b.in &&
    a.out === b.out &&
    a.ambiguous === b.ambiguous
  );
}

/** Of the server's end. */
function isSameEnd(direction: Direction, a: Entry, b: Entry): boolean {
  if (direction === 'original') return a.dst === b.dst && a.dport === b.dport;
  return a.src === b.src && a.sport === b.sport;
}

/** Whether what was translated between two entries was between two others. */
function isSameStep(a: Entry, afterA: Entry, b: Entry, afterB: Entry): boolean {
  if (sameSource(a, afterA) !== sameSource(b, afterB)) return false;
  return sameDestination(a, afterA) === sameDestination(b, afterB);
}
