import { emptyEntry, type Entry, type MutableEntry } from '../model/entry.js';
import type { SymbolId } from '../model/symbol.js';
import { inDeviceAt, isAt, readEntry, ROW, writeEntry } from '../model/entry-row.js';
import {
  COUNT,
  NEWEST,
  PacketRows,
  ROOM,
  TICK,
  TRAIL,
  type Beginning,
  type OpenPacket,
} from './packet-rows.js';
import { LEAST_ROWS, Trails } from './trails.js';

/**
 * The packets that are under way, with their entries. Thousands are at any time; with an object for each packet and
 * entry, to find them in memory would take longer than all that is done with them. So what every entry asks for lies
 * together: what is known of a packet and its newest entry. The older ones are elsewhere, see `Trails`.
 */
export class OpenPackets extends PacketRows {
  private readonly trails = new Trails();
  /** What packets show their newest entry, and any other, in. */
  private readonly newest = emptyEntry();
  private readonly older = emptyEntry();
  /** Entries to lend, by how many they are. */
  private readonly lent: MutableEntry[][] = [];
  /** Whose newest entry is in `newest`: it is asked for several times in turn. */
  private shown: OpenPacket = 0;

  /** Forgets what was at this place before. */
  begin(packet: OpenPacket, beginning: Beginning, first: Entry): void {
    const { integers } = this;
    this.reset(packet, beginning);
    integers[packet + COUNT] = 1;
    if (integers[packet + ROOM]! > LEAST_ROWS) {
      this.trails.giveBack(integers[packet + TRAIL]!, integers[packet + ROOM]!);
      integers[packet + ROOM] = 0;
    }
    this.write(packet, first, first.ambiguous);
  }

  /** See `PacketRows.tick`. */
  add(packet: OpenPacket, entry: Entry, ambiguous: boolean, tick: number): void {
    const { integers } = this;
    const count = integers[packet + COUNT]!;
    if (count > integers[packet + ROOM]!) this.makeRoom(packet);
    const { rows } = this.trails;
    const from = packet + NEWEST;
    const to = integers[packet + TRAIL]! + (count - 1) * ROW;
    for (let field = 0; field < ROW; field++) rows[to + field] = integers[from + field]!;
    integers[packet + COUNT] = count + 1;
    integers[packet + TICK] = tick;
    this.write(packet, entry, ambiguous);
  }

  /** How many entries it has; never 0. */
  length(packet: OpenPacket): number {
    return this.integers[packet + COUNT]!;
  }

  /** Its newest entry; good until this is asked of another packet, or another entry comes. */
  last(packet: OpenPacket): Entry {
    if (packet === this.shown) return this.newest;
    this.shown = packet;
    return readEntry(this.integers, packet + NEWEST, this.newest);
  }

  /** The entry at an index; good until this is asked of any packet. */
  at(packet: OpenPacket, index: number): Entry {
    return this.read(packet, index, this.older);
  }

  /** Its entries, or some of them, as objects of their own. */
  copyEntries(packet: OpenPacket, begin = 0, end = this.length(packet)): Entry[] {
    const entries: Entry[] = [];
    for (let index = begin; index < end; index++) entries.push(this.read(packet, index, emptyEntry()));
    return entries;
  }

  /** The same, lent: good until entries are lent again. */
  lendEntries(packet: OpenPacket, begin: number, end: number): Entry[] {
    const lent = (this.lent[end - begin] ??= Array.from({ length: end - begin }, emptyEntry));
    for (let index = begin; index < end; index++) this.read(packet, index, lent[index - begin]!);
    return lent;
  }

  /** Whether any entry is of this hook in a namespace, and has this in-device where one is given. */
  hasBeenAt(packet: OpenPacket, hook: number, netns: SymbolId, inDevice?: SymbolId): boolean {
    for (let index = this.length(packet) - 1; index >= 0; index--) {
      const rows = this.rowsOf(packet, index);
      const at = this.placeOf(packet, index);
      if (isAt(rows, at, hook, netns) && (inDevice === undefined || inDeviceAt(rows, at) === inDevice))
        return true;
    }
    return false;
  }

  /** Whether the entry before the newest one is of this hook in a namespace. */
  cameFrom(packet: OpenPacket, hook: number, netns: SymbolId): boolean {
    const count = this.length(packet);
    return count > 1 && isAt(this.trails.rows, this.placeOf(packet, count - 2), hook, netns);
  }

  private read(packet: OpenPacket, index: number, into: MutableEntry): Entry {
    return readEntry(this.rowsOf(packet, index), this.placeOf(packet, index), into);
  }

  /** The array that has the row of an entry, and where it begins there. */
  private rowsOf(packet: OpenPacket, index: number): Int32Array {
    return index === this.length(packet) - 1 ? this.integers : this.trails.rows;
  }

  private placeOf(packet: OpenPacket, index: number): number {
    const isNewest = index === this.length(packet) - 1;
    return isNewest ? packet + NEWEST : this.integers[packet + TRAIL]! + index * ROW;
  }

  private write(packet: OpenPacket, entry: Entry, ambiguous: boolean): void {
    if (packet === this.shown) this.shown = 0;
    writeEntry(this.integers, packet + NEWEST, entry, ambiguous);
  }

  private makeRoom(packet: OpenPacket): void {
    const { integers, trails } = this;
    const room = integers[packet + ROOM]!;
    const block = room === 0 ? trails.take(LEAST_ROWS) : trails.enlarge(integers[packet + TRAIL]!, room);
    integers[packet + TRAIL] = block;
    integers[packet + ROOM] = room === 0 ? LEAST_ROWS : room * 2;
  }
}
