import type { Entry } from '../model/entry.js';

/** An entry is a row of so many integers: a line of a CPU's cache. */
const FIELDS = 16;
const [FILE, LINE, SEC, HIGH, USEC, KIND, NETNS, INITNET] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const [DEV, IN, OUT, SRC, DST, PORTS, SKB] = [8, 9, 10, 11, 12, 13, 14] as const;

/** Line and second may be longer than 32 bits: what they have more is together in HIGH, of the second one byte. */
const WORD = 2 ** 32;
/** KIND is the hook, whether it is ambiguous, and the clock. */
const HOOK_BITS = 7;
const AMBIGUOUS_BIT = 8;
const CLOCK_SHIFT = 4;

/** Rows in the smallest block: most packets have fewer entries. */
export const LEAST_ROWS = 8;
const FIRST_INTEGERS = 1 << 14;

/**
 * The entries of all packets that are under way, in one array of integers. Thousands of packets are under way at any
 * time; with an object for each of their entries, to find a packet's last entry in memory would take longer than all
 * that is done with it. A packet has a block of rows, which it leaves for one of twice the size when it is full.
 */
export class EntryBlocks {
  integers = new Int32Array(FIRST_INTEGERS);
  private readonly view = new EntryView(this);
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

  /** The entry in a row of a block, good until the next call. */
  at(block: number, row: number): Entry {
    return this.view.moveTo(block, row);
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
    integers[at + KIND] = entry.hook | (ambiguous ? AMBIGUOUS_BIT : 0) | (entry.clock << CLOCK_SHIFT);
    integers[at + NETNS] = entry.netns;
    integers[at + INITNET] = entry.initnet;
    integers[at + DEV] = entry.dev;
    integers[at + IN] = entry.in;
    integers[at + OUT] = entry.out;
    integers[at + SRC] = entry.src;
    integers[at + DST] = entry.dst;
    integers[at + PORTS] = (entry.sport << 16) | entry.dport;
    integers[at + SKB] = entry.skb;
  }

  private grow(): void {
    const larger = new Int32Array(this.integers.length * 2);
    larger.set(this.integers);
    this.integers = larger;
  }
}

/** The entry in one row. It shows another one when it is moved, so it is nothing to keep: see `copyOf`. */
export class EntryView implements Entry {
  private readonly blocks: EntryBlocks;
  private at = 0;

  constructor(blocks: EntryBlocks) {
    this.blocks = blocks;
  }

  moveTo(block: number, row: number): this {
    this.at = block + row * FIELDS;
    return this;
  }

  get file(): number {
    return this.blocks.integers[this.at + FILE]!;
  }

  get line(): number {
    const { integers } = this.blocks;
    return (integers[this.at + LINE]! >>> 0) + (integers[this.at + HIGH]! >>> 8) * WORD;
  }

  get sec(): number {
    const { integers } = this.blocks;
    return (integers[this.at + SEC]! >>> 0) + (integers[this.at + HIGH]! & 255) * WORD - 1;
  }

  get usec(): number {
    return this.blocks.integers[this.at + USEC]!;
  }

  get clock(): number {
    return this.blocks.integers[this.at + KIND]! >> CLOCK_SHIFT;
  }

  get hook(): number {
    return this.blocks.integers[this.at + KIND]! & HOOK_BITS;
  }

  get ambiguous(): boolean {
    return (this.blocks.integers[this.at + KIND]! & AMBIGUOUS_BIT) !== 0;
  }

  get netns(): number {
    return this.blocks.integers[this.at + NETNS]!;
  }

  get initnet(): number {
    return this.blocks.integers[this.at + INITNET]!;
  }

  get dev(): number {
    return this.blocks.integers[this.at + DEV]!;
  }

  get in(): number {
    return this.blocks.integers[this.at + IN]!;
  }

  get out(): number {
    return this.blocks.integers[this.at + OUT]!;
  }

  get src(): number {
    return this.blocks.integers[this.at + SRC]!;
  }

  get sport(): number {
    return this.blocks.integers[this.at + PORTS]! >>> 16;
  }

  get dst(): number {
    return this.blocks.integers[this.at + DST]!;
  }

  get dport(): number {
    return this.blocks.integers[this.at + PORTS]! & 0xffff;
  }

  get skb(): number {
    return this.blocks.integers[this.at + SKB]!;
  }
}

/** An entry of its own. Written out, as this is done for every entry of a log: a spread takes three times as long. */
export function copyOf(entry: Entry): Entry {
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
    ambiguous: entry.ambiguous,
  };
}
