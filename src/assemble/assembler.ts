import { canFollow, type Place } from '../model/passage.js';
import { POST_ROUTING, PRE_ROUTING } from '../model/hook.js';
import { NONE, type SymbolId } from '../model/symbol.js';
import { addIncomplete } from '../model/ledger.js';
import type { TraceLineSink } from '../model/trace-line.js';
import { placeOf, type PacketLine } from './choose.js';
import { FamiliarShapes } from './familiar.js';
import { NullNamespace } from './null-namespace.js';
import { HeldRecord } from './held-record.js';
import type { AssemblerLinks } from './links.js';
import type { DeviceLine, InOutLine } from './open-lines.js';
import { CONTRADICTION } from './record-shape.js';
import { TornRecords, type Now } from './torn-records.js';

/** Time that runs back further than this is another boot or another piece of a spliced log. */
const BACKWARD_SECONDS = 1;

/** A log may end in the middle of a record, which is not lost: with its device line, or the in/out line behind it. */
const LAST_LINES = 2;

/** A log that is silent for longer than this has no record under way. */
const PAUSE_SECONDS = 1;

/**
 * Puts the four lines of each hook's record together, also where the lines of several CPUs interleave.
 *
 * While nothing is open, four lines in a row are one record, and most are. Otherwise lines wait in
 * `TornRecords` until a packet line arrives, which takes those that fit it best. What is decided is decided
 * then and for good, so a log's entries never depend on what comes after them.
 */
export class Assembler implements TraceLineSink {
  readonly torn: TornRecords;
  private readonly familiar = new FamiliarShapes();
  private readonly nulls = new NullNamespace();

  /** The record that is so far in one piece. */
  private readonly held = new HeldRecord();

  private readonly at: Now = { seq: 0, sec: -1, usec: 0 };
  private readonly links: AssemblerLinks;

  constructor(links: AssemblerLinks) {
    this.links = links;
    this.torn = new TornRecords(this.familiar, links.texts);
  }

  /** Kernel time of the newest trace line; `sec` is -1 where the dialect has none. */
  get now(): { sec: number; usec: number } {
    return { sec: this.at.sec, usec: this.at.usec };
  }

  separator(label: SymbolId, sec: number, usec: number): void {
    this.tick(sec, usec);
    if (this.held.lines === 0 && this.torn.empty) return this.held.begin(this.at.seq, label);
    this.spill();
    this.torn.separators.push({ seq: this.at.seq, label });
  }

  device(dev: SymbolId, printed: SymbolId, initnet: SymbolId, sec: number, usec: number): void {
    this.tick(sec, usec);
    const netns = this.nulls.ofDevice(dev, printed);
    if (this.held.lines === 1) return this.held.addDevice(this.at.seq, dev, netns, initnet);
    this.spill();
    this.torn.devices.push({ seq: this.at.seq, dev, netns, initnet, contested: false });
  }

  inOut(
    inDev: SymbolId,
    inPrinted: SymbolId,
    outDev: SymbolId,
    outPrinted: SymbolId,
    sec: number,
    usec: number,
  ): void {
    this.tick(sec, usec);
    const inNetns = this.nulls.ofSide(inDev, inPrinted, outDev, outPrinted);
    const outNetns = this.nulls.ofSide(outDev, outPrinted, inDev, inPrinted);
    const contradiction = inNetns !== NONE && outNetns !== NONE && inNetns !== outNetns;
    const inReal = inNetns === NONE ? NONE : inDev;
    const outReal = outNetns === NONE ? NONE : outDev;
    const netns = contradiction ? CONTRADICTION : inNetns === NONE ? outNetns : inNetns;
    if (this.held.lines === 2) return this.held.addInOut(this.at.seq, inReal, outReal, netns);
    this.spill();
    this.torn.inOuts.push({ seq: this.at.seq, in: inReal, out: outReal, netns, contested: false });
  }

  packet(
    hook: number,
    src: SymbolId,
    sport: number,
    dst: SymbolId,
    dport: number,
    skb: SymbolId,
    sec: number,
    usec: number,
  ): void {
    this.tick(sec, usec);
    const packet = { seq: this.at.seq, hook, src, sport, dst, dport, skb };
    if (this.held.isWhole(hook)) {
      this.learn(placeOf(packet, this.held.device, this.held.inOut), skb);
      this.emit(packet, this.held.device, this.held.inOut, false);
      this.held.drop();
      return;
    }
    this.spill();
    this.complete(packet);
    addIncomplete(this.links.ledger, this.torn.expire(this.at));
  }

  moduleMark(loaded: number, sec: number, usec: number): void {
    this.tick(sec, usec);
    this.links.ledger.module++;
    if (loaded === 1) this.links.onModuleLoaded();
  }

  /** Gives up every open line: the log ends here (`atEnd`), or goes on in another boot or behind a pause. */
  flush(atEnd = false): void {
    this.spill();
    addIncomplete(this.links.ledger, this.torn.giveUp(atEnd ? this.at.seq - LAST_LINES : Infinity));
  }

  /** Another input or another boot begins: nothing that was learned of pointers is true there. */
  newBoot(): void {
    this.flush();
    this.links.onNewBoot();
    this.nulls.forget();
    this.familiar.forget();
    this.at.sec = -1;
  }

  /** Behind a pause in which no CPU printed anything, nothing that was open can still be completed. */
  private tick(sec: number, usec: number): void {
    if (sec >= 0 && this.at.sec >= 0) {
      if (sec < this.at.sec - BACKWARD_SECONDS) this.newBoot();
      else if (sec > this.at.sec + PAUSE_SECONDS) this.flush();
    }
    this.at.seq++;
    this.at.sec = sec;
    this.at.usec = usec;
  }

  /** Moves the held lines to the torn ones: their record is not in one piece. */
  private spill(): void {
    this.torn.beginWaiting(this.at);
    this.held.spillInto(this.torn);
  }

  /** Remembers a record that came in one piece, as evidence for those that will not. */
  private learn(place: Place, skb: SymbolId): void {
    this.familiar.learn(place);
    if (place.hook !== PRE_ROUTING) return;
    const last = this.links.lastPlace(skb);
    if (last?.hook === POST_ROUTING && canFollow(last, place)) this.familiar.learnCrossing(last, place);
  }

  private complete(packet: PacketLine): void {
    const record = this.torn.complete(packet, this.links.lastPlace(packet.skb));
    if ('choice' in record) {
      const { device, inOut, ambiguous } = record.choice;
      if (record.isWhole && !ambiguous) this.learn(placeOf(packet, device, inOut), packet.skb);
      this.emit(packet, device, inOut, ambiguous);
    } else {
      addIncomplete(this.links.ledger, { lines: record.lines, records: 1, unnamed: 0 });
      this.links.onGlimpse(packet);
    }
  }

  private emit(packet: PacketLine, device: DeviceLine, inOut: InOutLine, ambiguous: boolean): void {
    const { ledger, position } = this.links;
    if (position.cut && !this.alikeInLength(packet.skb, device.initnet))
      return addIncomplete(ledger, { lines: 4, records: 1, unnamed: 0 });
    ledger.entries.total++;
    if (ambiguous) ledger.entries.ambiguous++;
    this.links.onEntry({
      file: position.file,
      line: position.line,
      sec: this.at.sec,
      usec: this.at.usec,
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

  /** The kernel pads all pointers of a log to one length, so a shorter one was cut. */
  private alikeInLength(a: SymbolId, b: SymbolId): boolean {
    return this.links.texts.text(a).length === this.links.texts.text(b).length;
  }
}
