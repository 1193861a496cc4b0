import { emptyEntry, type Entry, type MutableEntry } from '../model/entry.js';
import { NO_PORT } from '../model/flow.js';

/** An entry is a row of so many integers: a line of a CPU's cache. */
const FIELDS = 16;
const [FILE, LINE, SEC, HIGH, USEC, KIND, NETNS, INITNET] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const [DEV, IN, OUT, SRC, DST, PORTS, SKB, IDENTITY] = [8, 9, 10, 11, 12, 13, 14, 15] as const;

/** Line and second may be longer than 32 bits: what they have more is together in HIGH, of the second one byte. */
const WORD = 2 ** 32;
/** KIND is the hook, a bit for each of what follows, the clock, and the protocol. */
const HOOK_BITS = 7;
const AMBIGUOUS_BIT = 8;
const FRAGMENT_BIT = 16;
const NO_SPORT_BIT = 32;
const NO_DPORT_BIT = 64;
const CLOCK_SHIFT = 7;
const CLOCK_BITS = 7;
const PROTOCOL_SHIFT = 10;

/** Rows in the smallest block: most packets have fewer entries. */
export const LEAST_ROWS = 8;
const FIRST_INTEGERS = 1 << 12;

/**
 * The entries of all packets that are under way, in one array of integers. Thousands of packets are under way at any
 * time; with an object for each of their entries, to find a packet's last entry in memory would take longer than all
 * that is done with it. A packet has a block of rows, which it leaves for one of twice the size when it is full.
 */
export class EntryBlocks {
  /** What packets show their newest entry, and any other, in: to look at. */
  readonly last = emptyEntry();
  readonly shown = emptyEntry();
  private integers = new Int32Array(FIRST_INTEGERS);
  private used = 0;
  /** Blocks that are free, by their number of rows. */
  private readonly free = new Map<number, number[]>();

  /** A block of rows: the place of the first one. */
  take(rows: number): number {
    const known = this.free.get(rows)?.pop();
    if (known !== undefined) return known;
    const block = this.used;
    this.used += rows * FIELDS;
    while (this.used > this.integers.length) this.grow();
    return block;
  }

  /** Moves a block's rows into one of twice the size. */
  enlarge(block: number, rows: number): number {
    const larger = this.take(rows * 2);
    this.integers.copyWithin(larger, block, block + rows * FIELDS);
    this.giveBack(block, rows);
    return larger;
  }

  giveBack(block: number, rows: number): void {
    const free = this.free.get(rows);
    if (free === undefined) this.free.set(rows, [block]);
    else free.push(block);
  }

  write(block: number, row: number, entry: Entry, ambiguous: boolean): void {
    const { integers } = this;
    const at = block + row * FIELDS;
    const { line } = entry;
    const sec = entry.sec + 1; // -1 is none
    integers[at + FILE] = entry.file;
    integers[at + LINE] = line;
    integers[at + SEC] = sec;
    integers[at + HIGH] =
      line < WORD && sec < WORD ? 0 : Math.floor(line / WORD) * 256 + Math.floor(sec / WORD);
    integers[at + USEC] = entry.usec;
    integers[at + KIND] =
      entry.hook |
      (ambiguous ? AMBIGUOUS_BIT : 0) |
      (entry.fragment ? FRAGMENT_BIT : 0) |
      (entry.sport === NO_PORT ? NO_SPORT_BIT : 0) |
      (entry.dport === NO_PORT ? NO_DPORT_BIT : 0) |
      (entry.clock << CLOCK_SHIFT) |
      (entry.protocol << PROTOCOL_SHIFT);
    integers[at + NETNS] = entry.netns;
    integers[at + INITNET] = entry.initnet;
    integers[at + DEV] = entry.dev;
    integers[at + IN] = entry.in;
    integers[at + OUT] = entry.out;
    integers[at + SRC] = entry.src;
    integers[at + DST] = entry.dst;
    integers[at + PORTS] = (entry.sport << 16) | (entry.dport & 0xffff);
    integers[at + SKB] = entry.skb;
    integers[at + IDENTITY] = entry.identity;
  }

  /** Fills an entry with what is in a row, and returns it. */
  read(block: number, row: number, into: MutableEntry): Entry {
    const { integers } = this;
    const at = block + row * FIELDS;
    const high = integers[at + HIGH]!;
    const kind = integers[at + KIND]!;
    const ports = integers[at + PORTS]!;
    into.file = integers[at + FILE]!;
    into.line = (integers[at + LINE]! >>> 0) + (high >>> 8) * WORD;
    into.sec = (integers[at + SEC]! >>> 0) + (high & 255) * WORD - 1;
    into.usec = integers[at + USEC]!;
    into.clock = (kind >> CLOCK_SHIFT) & CLOCK_BITS;
    into.hook = kind & HOOK_BITS;
    into.netns = integers[at + NETNS]!;
    into.initnet = integers[at + INITNET]!;
    into.dev = integers[at + DEV]!;
    into.in = integers[at + IN]!;
    into.out = integers[at + OUT]!;
    into.protocol = kind >> PROTOCOL_SHIFT;
    into.src = integers[at + SRC]!;
    into.sport = (kind & NO_SPORT_BIT) === 0 ? ports >>> 16 : NO_PORT;
    into.dst = integers[at + DST]!;
    into.dport = (kind & NO_DPORT_BIT) === 0 ? ports & 0xffff : NO_PORT;
    into.skb = integers[at + SKB]!;
    into.identity = integers[at + IDENTITY]!;
    into.fragment = (kind & FRAGMENT_BIT) !== 0;
    into.ambiguous = (kind & AMBIGUOUS_BIT) !== 0;
    return into;
  }

  private grow(): void {
    const larger = new Int32Array(this.integers.length * 2);
    larger.set(this.integers);
    this.integers = larger;
  }
}
