import { PRE_ROUTING } from '../model/hook.js';
import { addIncomplete, type IncompleteRecords } from '../model/ledger.js';
import { NONE, type SymbolId } from '../model/symbol.js';
import type { EntryLine, TraceLineSink } from '../model/trace-line.js';
import { CallerRecords } from './caller-records.js';
import { Course } from './course.js';
import { EntryLines } from './entry-lines.js';
import { EntryMaker } from './entry-maker.js';
import { FamiliarShapes } from './familiar.js';
import { NullNamespace } from './null-namespace.js';
import { HeldRecord } from './held-record.js';
import { learnWhole } from './learn.js';
import type { AssemblerLinks } from './links.js';
import type { PacketLine } from './packet-line.js';
import { netnsOfSides } from './record-shape.js';
import { TornRecords } from './torn-records.js';

/** A log may end in the middle of a record, which is not lost: with its device line, or the in/out line behind it. */
const LAST_LINES = 2;

/**
 * Puts the four lines of each hook's record together, also where the lines of several CPUs interleave.
 *
 * While nothing is open, four lines in a row are one record, and most are. Otherwise lines wait in `TornRecords` until a
 * packet line arrives, which takes those that fit it best. What is decided is decided then and for good, so a log's
 * entries never depend on what comes after them. Format 2 has entries of one line, which go by.
 */
export class Assembler implements TraceLineSink {
  readonly torn: TornRecords;
  readonly course: Course;
  private readonly familiar = new FamiliarShapes();
  private readonly nulls = new NullNamespace();
  /** The record that is so far in one piece. */
  private readonly held = new HeldRecord();
  private readonly byCaller: CallerRecords;
  private readonly at: Course['at'];
  private readonly maker: EntryMaker;
  private readonly entryLines: EntryLines;
  private readonly links: AssemblerLinks;

  constructor(links: AssemblerLinks) {
    this.links = links;
    const onIncomplete = (records: IncompleteRecords): void => addIncomplete(links.ledger, records);
    this.torn = new TornRecords(this.familiar, links.texts, onIncomplete);
    this.byCaller = new CallerRecords(onIncomplete);
    // Behind a pause in which no CPU printed anything, nothing that was open can still be completed.
    this.course = new Course(links, (step) => (step === 'back' ? this.newBoot() : this.flush()));
    this.at = this.course.at;
    this.maker = new EntryMaker(links, this.course.time);
    this.entryLines = new EntryLines(links, this.course);
  }

  separator(label: SymbolId, sec: number, usec: number, caller: SymbolId): void {
    const by = this.course.notice(sec, usec, caller);
    if (by !== NONE) return this.byCaller.separator(by, this.at.seq, label);
    if (this.held.lines > 0) this.spill();
    if (this.torn.areFew) return this.held.begin(this.at.seq, label);
    this.torn.beginWaiting(this.at);
    this.torn.addSeparator(this.at.seq, label);
  }

  device(
    dev: SymbolId,
    printed: SymbolId,
    initnet: SymbolId,
    sec: number,
    usec: number,
    caller: SymbolId,
  ): void {
    if (this.course.isOfAnotherBoot(initnet)) this.newBootBefore();
    const by = this.tick(sec, usec, caller);
    const netns = this.nulls.ofDevice(dev, printed);
    if (by !== NONE) return this.byCaller.device(by, this.at.seq, dev, netns, initnet);
    if (this.held.lines === 1) return this.held.addDevice(this.at.seq, dev, netns, initnet);
    this.spill();
    this.torn.addDevice(this.at.seq, dev, netns, initnet);
  }

  inOut(
    inDev: SymbolId,
    inPrinted: SymbolId,
    outDev: SymbolId,
    outPrinted: SymbolId,
    sec: number,
    usec: number,
    caller: SymbolId,
  ): void {
    const by = this.tick(sec, usec, caller);
    const inNetns = this.nulls.ofSide(inDev, inPrinted, outDev, outPrinted);
    const outNetns = this.nulls.ofSide(outDev, outPrinted, inDev, inPrinted);
    const netns = netnsOfSides(inNetns, outNetns);
    const inReal = inNetns === NONE ? NONE : inDev;
    const outReal = outNetns === NONE ? NONE : outDev;
    if (by !== NONE) return this.byCaller.inOut(by, this.at.seq, inReal, outReal, netns);
    if (this.held.lines === 2) return this.held.addInOut(this.at.seq, inReal, outReal, netns);
    this.spill();
    this.torn.addInOut(this.at.seq, inReal, outReal, netns);
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
    caller: SymbolId,
  ): void {
    const by = this.tick(sec, usec, caller);
    const { held, maker } = this;
    const line = held.takePacket(this.at.seq, hook, src, sport, dst, dport, skb);
    if (by !== NONE) return maker.finish(line, this.byCaller.packet(by, line));
    if (!held.isWhole(hook)) return this.complete(line);
    if (!this.torn.empty) return this.completeBesides(line);
    const entry = maker.make(line, held.device, held.inOut, false);
    learnWhole(this.familiar, entry, hook === PRE_ROUTING ? this.links.lastPlace(skb) : undefined);
    maker.emit(entry);
    held.drop();
  }

  entry(...line: EntryLine): void {
    if (this.course.isOfAnotherBoot(line[8])) this.newBootBefore();
    this.entryLines.take(line);
  }

  totals(printed: number, leftOut: number, sec: number, usec: number, caller: SymbolId): void {
    this.course.notice(sec, usec, caller);
    this.entryLines.totals(printed, leftOut);
  }

  moduleMark(loaded: number, sec: number, usec: number, caller: SymbolId): void {
    this.course.notice(sec, usec, caller);
    this.entryLines.moduleMark(loaded === 1);
  }

  /** Gives up every open line: the log ends here (`atEnd`), or goes on in another boot or behind a pause. */
  flush(atEnd = false): void {
    this.spill();
    const written = atEnd ? this.at.seq - LAST_LINES : Infinity;
    this.torn.giveUp(written);
    this.byCaller.flush(written);
  }

  /** Another input or another boot begins: nothing that was learned of pointers is true there. */
  newBoot(): void {
    this.flush();
    this.links.onNewBoot();
    this.nulls.forget();
    this.familiar.forget();
    this.course.forget();
    this.entryLines.forget();
  }

  /** Another boot has begun; with the separator before this device line, if it is there. */
  private newBootBefore(): void {
    const { seq, label } = this.held.separator;
    const isOfNewBoot = this.held.lines === 1 && this.torn.empty;
    if (isOfNewBoot) this.held.drop();
    this.newBoot();
    if (isOfNewBoot) this.held.begin(seq, label);
  }

  /** A line that belongs to a record comes: returns who printed it. */
  private tick(sec: number, usec: number, caller: SymbolId): SymbolId {
    const by = this.course.tick(sec, usec, caller);
    if (this.course.begin()) this.links.onCutStart();
    return by;
  }

  /** Moves the held lines to the torn ones: their record is not in one piece. */
  private spill(): void {
    this.torn.beginWaiting(this.at);
    this.held.spillInto(this.torn);
  }

  /** The held record is whole, while others wait. */
  private completeBesides(packet: PacketLine): void {
    const { held, torn } = this;
    const lastPlace = this.links.lastPlace(packet.skb);
    if (!torn.leaveAlone(packet, held, lastPlace)) return this.complete(packet);
    const entry = this.maker.make(packet, held.device, held.inOut, false);
    if (torn.areStaleAt(held.separator.seq)) learnWhole(this.familiar, entry, lastPlace);
    this.maker.emit(entry);
    held.drop();
    torn.expire(this.at);
  }

  private complete(packet: PacketLine): void {
    this.spill();
    const lastPlace = this.links.lastPlace(packet.skb);
    const record = this.torn.complete(packet, lastPlace);
    if ('choice' in record) {
      const { device, inOut, ambiguous } = record.choice;
      const entry = this.maker.make(packet, device, inOut, ambiguous);
      if (record.isWhole && !ambiguous) learnWhole(this.familiar, entry, lastPlace);
      this.maker.emit(entry);
    } else this.maker.glimpse(packet, record.lines);
    this.torn.expire(this.at);
  }
}
