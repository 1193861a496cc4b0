import { emptyEntry, type Entry } from '../model/entry.js';
import { readEntry, ROW, writeEntry } from '../model/entry-row.js';
import type { Fate, Packet } from '../model/packet.js';

/** Where a packet is: the number of its page, and how far on it. */
export type ExamplePlace = number;

/** A packet is a row of what is known of it, and a row for each entry. ID and FLOW are doubles. */
const [ID, FLOW, BOOT, COUNT, KIND] = [0, 2, 4, 5, 6] as const;

/** KIND is the fate, and a bit for each of what follows. */
const FATES: readonly Fate[] = ['delivered', 'sent', 'stopped', 'open'];
const FATE_BITS = 3;
const REPLY_BIT = 4;
const GAP_BIT = 8;
const BEGIN_BIT = 16;
const END_BIT = 32;

/** Integers of a page. A packet has at most 256 entries, and is on one page. */
const PAGE = 1 << 16;

/** Packets that are kept for good, as integers: tens of thousands take a quarter of what objects would. */
export class ExampleRows {
  /** Pages, as what is added to has no room that is not needed, and is never copied. */
  private readonly pages: Int32Array[] = [];
  /** Of the last page. */
  private used = PAGE;

  /** Keeps a packet. */
  add(packet: Packet): ExamplePlace {
    const { entries } = packet;
    const integers = (1 + entries.length) * ROW;
    if (this.used + integers > PAGE) {
      this.pages.push(new Int32Array(Math.max(PAGE, integers)));
      this.used = 0;
    }
    const at = this.used;
    const page = this.pages.at(-1)!;
    this.used += integers;
    const numbers = new Float64Array(page.buffer, at * page.BYTES_PER_ELEMENT, ROW / 2);
    numbers[ID / 2] = packet.id;
    numbers[FLOW / 2] = packet.flow;
    page[at + BOOT] = packet.boot;
    page[at + COUNT] = entries.length;
    page[at + KIND] = kindOf(packet);
    entries.forEach((entry, i) => writeEntry(page, at + (1 + i) * ROW, entry, entry.ambiguous));
    return (this.pages.length - 1) * PAGE + at;
  }

  /** Whether a packet is like the one at a place in all but its entries and what tells it from others. */
  isAlike(place: ExamplePlace, packet: Packet): boolean {
    const { page, at } = this.find(place);
    return (
      page[at + COUNT] === packet.entries.length &&
      page[at + BOOT] === packet.boot &&
      page[at + KIND] === kindOf(packet)
    );
  }

  /** An entry of the packet at a place. */
  entry(place: ExamplePlace, index: number, into = emptyEntry()): Entry {
    const { page, at } = this.find(place);
    return readEntry(page, at + (1 + index) * ROW, into);
  }

  /** The packet at a place, as an object of its own. */
  packet(place: ExamplePlace): Packet {
    const { page, at } = this.find(place);
    const numbers = new Float64Array(page.buffer, at * page.BYTES_PER_ELEMENT, ROW / 2);
    const kind = page[at + KIND]!;
    return {
      id: numbers[ID / 2]!,
      entries: Array.from({ length: page[at + COUNT]! }, (_, index) => this.entry(place, index)),
      fate: FATES[kind & FATE_BITS]!,
      hasGap: (kind & GAP_BIT) !== 0,
      atBegin: (kind & BEGIN_BIT) !== 0,
      atEnd: (kind & END_BIT) !== 0,
      boot: page[at + BOOT]!,
      flow: numbers[FLOW / 2]!,
      direction: (kind & REPLY_BIT) === 0 ? 'original' : 'reply',
    };
  }

  private find(place: ExamplePlace): { page: Int32Array; at: number } {
    return { page: this.pages[Math.floor(place / PAGE)]!, at: place % PAGE };
  }
}

function kindOf({ fate, direction, hasGap, atBegin, atEnd }: Packet): number {
  return (
    FATES.indexOf(fate) |
    (direction === 'reply' ? REPLY_BIT : 0) |
    (hasGap ? GAP_BIT : 0) |
    (atBegin ? BEGIN_BIT : 0) |
    (atEnd ? END_BIT : 0)
  );
}
