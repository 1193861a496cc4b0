import type { Entry, MutableEntry } from './entry.js';
import { NO_PORT } from './flow.js';
import type { SymbolId } from './symbol.js';

/** An entry is a row of so many integers: a line of a CPU's cache. */
export const ROW = 16;
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

/** Writes an entry into the row that begins at `at`. */
export function writeEntry(rows: Int32Array, at: number, entry: Entry, ambiguous: boolean): void {
  const { line } = entry;
  const sec = entry.sec + 1; // -1 is none
  rows[at + FILE] = entry.file;
  rows[at + LINE] = line;
  rows[at + SEC] = sec;
  rows[at + HIGH] = line < WORD && sec < WORD ? 0 : Math.floor(line / WORD) * 256 + Math.floor(sec / WORD);
  rows[at + USEC] = entry.usec;
  rows[at + KIND] =
    entry.hook |
    (ambiguous ? AMBIGUOUS_BIT : 0) |
    (entry.fragment ? FRAGMENT_BIT : 0) |
    (entry.sport === NO_PORT ? NO_SPORT_BIT : 0) |
    (entry.dport === NO_PORT ? NO_DPORT_BIT : 0) |
    (entry.clock << CLOCK_SHIFT) |
    (entry.protocol << PROTOCOL_SHIFT);
  rows[at + NETNS] = entry.netns;
  rows[at + INITNET] = entry.initnet;
  rows[at + DEV] = entry.dev;
  rows[at + IN] = entry.in;
  rows[at + OUT] = entry.out;
  rows[at + SRC] = entry.src;
  rows[at + DST] = entry.dst;
  rows[at + PORTS] = (entry.sport << 16) | (entry.dport & 0xffff);
  rows[at + SKB] = entry.skb;
  rows[at + IDENTITY] = entry.identity;
}

/** Fills an entry with what is in a row, and returns it. */
export function readEntry(rows: Int32Array, at: number, into: MutableEntry): Entry {
  const high = rows[at + HIGH]!;
  const kind = rows[at + KIND]!;
  const ports = rows[at + PORTS]!;
  into.file = rows[at + FILE]!;
  const line = rows[at + LINE]! >>> 0;
  const sec = (rows[at + SEC]! >>> 0) - 1;
  into.line = high === 0 ? line : line + (high >>> 8) * WORD;
  into.sec = high === 0 ? sec : sec + (high & 255) * WORD;
  into.usec = rows[at + USEC]!;
  into.clock = (kind >> CLOCK_SHIFT) & CLOCK_BITS;
  into.hook = kind & HOOK_BITS;
  into.netns = rows[at + NETNS]!;
  into.initnet = rows[at + INITNET]!;
  into.dev = rows[at + DEV]!;
  into.in = rows[at + IN]!;
  into.out = rows[at + OUT]!;
  into.protocol = kind >> PROTOCOL_SHIFT;
  into.src = rows[at + SRC]!;
  into.sport = (kind & NO_SPORT_BIT) === 0 ? ports >>> 16 : NO_PORT;
  into.dst = rows[at + DST]!;
  into.dport = (kind & NO_DPORT_BIT) === 0 ? ports & 0xffff : NO_PORT;
  into.skb = rows[at + SKB]!;
  into.identity = rows[at + IDENTITY]!;
  into.fragment = (kind & FRAGMENT_BIT) !== 0;
  into.ambiguous = (kind & AMBIGUOUS_BIT) !== 0;
  return into;
}

/** Whether the entry in a row fired at a hook of a namespace. */
export function isAt(rows: Int32Array, at: number, hook: number, netns: SymbolId): boolean {
  return rows[at + NETNS] === netns && (rows[at + KIND]! & HOOK_BITS) === hook;
}

/** The in-device of the entry in a row. */
export function inDeviceAt(rows: Int32Array, at: number): SymbolId {
  return rows[at + IN]!;
}
