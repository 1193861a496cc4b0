import type { Time } from '../model/clock.js';
import { PRE_ROUTING } from '../model/hook.js';
import { addIncomplete } from '../model/ledger.js';
import { NONE, type SymbolId } from '../model/symbol.js';
import type { TraceLineSink } from '../model/trace-line.js';
import { BootMark } from './boot-mark.js';
import { CallerRecords } from './caller-records.js';
import type { PacketLine } from './choose.js';
import { EntryMaker } from './entry-maker.js';
import { FamiliarShapes } from './familiar.js';
import { NullNamespace } from './null-namespace.js';
import { HeldRecord } from './held-record.js';
import { learnWhole } from './learn.js';
import type { AssemblerLinks } from './links.js';
import { LogTime, type Step } from './log-time.js';
import { CONTRADICTION } from './record-shape.js';
import { TornRecords } from './torn-records.js';

/** A log may end in the middle of a record, which is not lost: with its device line, or the in/out line behind it. */
const LAST_LINES = 2;

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

  private readonly byCaller: CallerRecords;
  private readonly time = new LogTime();
  private readonly at = this.time.now;
  private readonly bootMark: BootMark;
  private readonly maker: EntryMaker;
  private readonly links: AssemblerLinks;
  private begun = false;
  /** Behind a pause in which no CPU printed anything, nothing that was open can still be completed. */
  private readonly onStep = (step: Step): void => (step === 'back' ? this.newBoot() : this.flush());

  constructor(links: AssemblerLinks) {
    this.links = links;
    this.torn = new TornRecords(this.familiar, links.texts);
    this.byCaller = new CallerRecords((records) => addIncomplete(links.ledger, records));
    this.bootMark = new BootMark(links.texts);
    this.maker = new EntryMaker(links, this.time);
  }

  /** Time of the newest trace line. */
  get now(): Time {
    return this.time.snapshot;
  }

  separator(label: SymbolId, sec: number, usec: number, caller: SymbolId): void {
    this.begun = true;
    const by = this.tick(sec, usec, caller);
    if (by !== NONE) return this.byCaller.separator(by, this.at.seq, label);
    if (this.held.lines === 0 && this.torn.empty) return this.held.begin(this.at.seq, label);
    this.spill();
    this.torn.separators.push({ seq: this.at.seq, label });
  }

  device(
    dev: SymbolId,
    printed: SymbolId,
    initnet: SymbolId,
    sec: number,
    usec: number,
    caller: SymbolId,
  ): void {
    if (this.bootMark.isOfAnother(initnet)) this.newBootBefore();
    const by = this.tick(sec, usec, caller);
    const netns = this.nulls.ofDevice(dev, printed);
    if (by !== NONE) return this.byCaller.device(by, this.at.seq, dev, netns, initnet);
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
    caller: SymbolId,
  ): void {
    const by = this.tick(sec, usec, caller);
    const inNetns = this.nulls.ofSide(inDev, inPrinted, outDev, outPrinted);
    const outNetns = this.nulls.ofSide(outDev, outPrinted, inDev, inPrinted);
    const contradiction = inNetns !== NONE && outNetns !== NONE && inNetns !== outNetns;
    const inReal = inNetns === NONE ? NONE : inDev;
    const outReal = outNetns === NONE ? NONE : outDev;
    const netns = contradiction ? CONTRADICTION : inNetns === NONE ? outNetns : inNetns;
    if (by !== NONE) return this.byCaller.inOut(by, this.at.seq, inReal, outReal, netns);
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
    caller: SymbolId,
  ): void {
    const by = this.tick(sec, usec, caller);
    const { held, maker } = this;
    const line = held.takePacket(this.at.seq, hook, src, sport, dst, dport, skb);
    if (by !== NONE) return maker.finish(line, this.byCaller.packet(by, line));
    if (held.isWhole(hook)) {
      const entry = maker.make(line, held.device, held.inOut, false);
      learnWhole(this.familiar, entry, hook === PRE_ROUTING ? this.links.lastPlace(skb) : undefined);
      maker.emit(entry);
      held.drop();
      return;
    }
    this.spill();
    this.complete(line);
    addIncomplete(this.links.ledger, this.torn.expire(this.at));
  }

  moduleMark(loaded: number, sec: number, usec: number, caller: SymbolId): void {
    this.begun = true;
    this.tick(sec, usec, caller);
    this.links.ledger.module++;
    if (loaded === 1) this.links.onModuleLoaded();
  }

  /** Gives up every open line: the log ends here (`atEnd`), or goes on in another boot or behind a pause. */
  flush(atEnd = false): void {
    this.spill();
    const written = atEnd ? this.at.seq - LAST_LINES : Infinity;
    addIncomplete(this.links.ledger, this.torn.giveUp(written));
    this.byCaller.flush(written);
  }

  /** Another input or another boot begins: nothing that was learned of pointers is true there. */
  newBoot(): void {
    this.flush();
    this.links.onNewBoot();
    this.nulls.forget();
    this.familiar.forget();
    this.time.forget();
    this.bootMark.forget();
  }

  /** Another boot has begun; with the separator before this device line, if it is there. */
  private newBootBefore(): void {
    const { lines, separator } = this.held;
    const { seq, label } = separator;
    if (lines === 1) this.held.drop();
    this.newBoot();
    if (lines === 1) this.held.begin(seq, label);
  }

  /** The next input begins. */
  beginInput(): void {
    this.begun = false;
  }

  /** Takes a line's time, its own or what stands around it, and returns who printed it. */
  private tick(sec: number, usec: number, caller: SymbolId): SymbolId {
    const { position } = this.links;
    this.time.advance(sec, usec, position, this.onStep);
    if (!this.begun) this.links.onCutStart();
    this.begun = true;
    return caller === NONE ? position.caller : caller;
  }

  /** Moves the held lines to the torn ones: their record is not in one piece. */
  private spill(): void {
    this.torn.beginWaiting(this.at);
    this.held.spillInto(this.torn);
  }

  private complete(packet: PacketLine): void {
    const lastPlace = this.links.lastPlace(packet.skb);
    const record = this.torn.complete(packet, lastPlace);
    if ('choice' in record) {
      const { device, inOut, ambiguous } = record.choice;
      const entry = this.maker.make(packet, device, inOut, ambiguous);
      if (record.isWhole && !ambiguous) learnWhole(this.familiar, entry, lastPlace);
      this.maker.emit(entry);
    } else this.maker.glimpse(packet, record.lines);
  }
}
