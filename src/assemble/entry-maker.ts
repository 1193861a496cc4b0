import { addIncomplete } from '../model/ledger.js';
import type { SymbolId } from '../model/symbol.js';
import type { Completed } from './caller-records.js';
import type { PacketLine } from './choose.js';
import type { AssemblerLinks } from './links.js';
import type { LogTime } from './log-time.js';
import type { DeviceLine, InOutLine } from './open-lines.js';

/** Makes the entry of a record that is whole, and counts it. */
export class EntryMaker {
  private readonly links: AssemblerLinks;
  private readonly time: LogTime;

  constructor(links: AssemblerLinks, time: LogTime) {
    this.links = links;
    this.time = time;
  }

  emit(packet: PacketLine, device: DeviceLine, inOut: InOutLine, ambiguous: boolean): void {
    const { ledger, position } = this.links;
    if (position.cut && !this.alikeInLength(packet.skb, device.initnet))
      return addIncomplete(ledger, { lines: 4, records: 1, unnamed: 0 });
    const { sec, usec, clock } = this.time;
    ledger.entries.total++;
    if (ambiguous) ledger.entries.ambiguous++;
    this.links.onEntry({
      file: position.file,
      line: position.line,
      sec,
      usec,
      clock,
      hook: packet.hook,
      netns: inOut.netns,
      initnet: device.initnet,
      dev: device.dev,
      in: inOut.in,
      out: inOut.out,
      src: packet.src,
      sport: packet.sport,
      dst: packet.dst,
      dport: packet.dport,
      skb: packet.skb,
      ambiguous,
    });
  }

  /** The caller of a packet line has printed its record, or a part of it. */
  finish(packet: PacketLine, record: Completed): void {
    if ('device' in record) this.emit(packet, record.device, record.inOut, false);
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
