import { emptyEntry, type Entry } from '../model/entry.js';
import { addIncomplete } from '../model/ledger.js';
import type { SymbolId } from '../model/symbol.js';
import type { Completed } from './caller-records.js';
import type { AssemblerLinks } from './links.js';
import type { LogTime } from './log-time.js';
import type { DeviceLine, InOutLine } from './open-lines.js';
import type { PacketLine } from './packet-line.js';
import { stamp } from './stamp.js';

/** Makes the entries of records that are whole, and counts them. One object serves all: entries are lent. */
export class EntryMaker {
  private readonly links: AssemblerLinks;
  private readonly time: LogTime;
  private readonly entry = emptyEntry();

  constructor(links: AssemblerLinks, time: LogTime) {
    this.links = links;
    this.time = time;
  }

  /** The entry of a record, good until the next one is made. */
  make(packet: PacketLine, device: DeviceLine, inOut: InOutLine, ambiguous: boolean): Entry {
    const { entry } = this;
    stamp(entry, this.links.position, this.time);
    entry.hook = packet.hook;
    entry.netns = inOut.netns;
    entry.initnet = device.initnet;
    entry.dev = device.dev;
    entry.in = inOut.in;
    entry.out = inOut.out;
    entry.src = packet.src;
    entry.sport = packet.sport;
    entry.dst = packet.dst;
    entry.dport = packet.dport;
    entry.skb = packet.skb;
    entry.ambiguous = ambiguous;
    return entry;
  }

  /** Hands an entry on. */
  emit(entry: Entry): void {
    const { ledger, position } = this.links;
    if (position.cut && !this.alikeInLength(entry.skb, entry.initnet))
      return addIncomplete(ledger, { lines: 4, records: 1, unnamed: 0 });
    ledger.entries.total++;
    if (entry.ambiguous) ledger.entries.ambiguous++;
    this.links.onEntry(entry);
  }

  /** The caller of a packet line has printed its record, or a part of it. */
  finish(packet: PacketLine, record: Completed): void {
    if ('device' in record) this.emit(this.make(packet, record.device, record.inOut, false));
    else this.glimpse(packet, record.lines);
  }

  /** What is known of the record that a packet line ends is only this line. */
  glimpse(packet: PacketLine, lines: number): void {
    addIncomplete(this.links.ledger, { lines, records: 1, unnamed: 0 });
    this.links.onGlimpse(packet);
  }

  /** The kernel pads all pointers of a log to one length, so a shorter one was cut. */
  private alikeInLength(a: SymbolId, b: SymbolId): boolean {
    return this.links.texts.text(a).length === this.links.texts.text(b).length;
  }
}
