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
  private readonly pages: Page[] = [];
  /** Of the last page. */
  private used = PAGE;

  /** Keeps a packet. */
  add(packet: Packet): ExamplePlace {
    const { entries } = packet;
    const room = (1 + entries.length) * ROW;
    if (this.used + room > PAGE) {
      const page = new Int32Array(Math.max(PAGE, room));
      this.pages.push({ integers: page, numbers: new Float64Array(page.buffer) });
      this.used = 0;
    }
    const at = this.used;
    const { integers: page, numbers } = this.pages.at(-1)!;
    this.used += room;
    numbers[(at + ID) >> 1] = packet.id;
    numbers[(at + FLOW) >> 1] = packet.flow;
    page[at + BOOT] = packet.boot;
    page[at + COUNT] = entries.length;
    page[at + KIND] = kindOf(packet);
    entries.forEach((entry, i) => writeEntry(page, at + (1 + i) * ROW, entry, entry.ambiguous));
    return (this.pages.length - 1) * PAGE + at;
  }

  /** Whether a packet is like the one at a place in all but its entries and what tells it from others. */
  isAlike(place: ExamplePlace, packet: Packet): boolean {
    const { integers: page } = this.pageOf(place);
    const at = place % PAGE;
    return (
      page[at + COUNT] === packet.entries.length &&
      page[at + BOOT] === packet.boot &&
      page[at + KIND] === kindOf(packet)
    );
  }

  /** An entry of the packet at a place. */
  entry(place: ExamplePlace, index: number, into = emptyEntry()): Entry {
    return readEntry(this.pageOf(place).integers, (place % PAGE) + (1 + index) * ROW, into);
  }

  /** The packet at a place, as an object of its own. */
  packet(place: ExamplePlace): Packet {
    const { integers: page, numbers } = this.pageOf(place);
    const at = place % PAGE;
    const kind = page[at + KIND]!;
    return {
      id: numbers[(at + ID) >> 1]!,
      entries: Array.from({ length: page[at + COUNT]! }, (_, index) => this.entry(place, index)),
      fate: FATES[kind & FATE_BITS]!,
      hasGap: (kind & GAP_BIT) !== 0,
      atBegin: (kind & BEGIN_BIT) !== 0,
      atEnd: (kind & END_BIT) !== 0,
      boot: page[at + BOOT]!,
      flow: numbers[(at + FLOW) >> 1]!,
      direction: (kind & REPLY_BIT) === 0 ? 'original' : 'reply',
    };
  }

  private pageOf(place: ExamplePlace): Page {
    return this.pages[Math.floor(place / PAGE)]!;
  }
}

/** The same memory as integers and as doubles. */
interface Page {
  readonly integers: Int32Array;
  readonly numbers: Float64Array;
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
