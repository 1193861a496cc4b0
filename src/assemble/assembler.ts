import { addIncomplete, type IncompleteRecords } from '../model/ledger.js';
import { NONE, type SymbolId } from '../model/symbol.js';
import type { EntryLine, TraceLineSink } from '../model/trace-line.js';
import { AnonymousRecords } from './anonymous-records.js';
import { CallerRecords } from './caller-records.js';
import { Course } from './course.js';
import { EntryLines } from './entry-lines.js';
import { EntryMaker } from './entry-maker.js';
import type { AssemblerLinks } from './links.js';
import { NullNamespace } from './null-namespace.js';
import { emptyPacketLine } from './packet-line.js';
import { netnsOfSides } from './record-shape.js';
import type { TornRecords } from './torn-records.js';

/** A log may end in the middle of a record, which is not lost: with its device line, or the in/out line behind it. */
const LAST_LINES = 2;

/**
 * Puts the four lines of each hook's record together, also where the lines of several CPUs interleave. What is decided is
 * decided at its packet line and for good, so a log's entries never depend on what comes after them. Format 2 has entries
 * of one line, which go by.
 */
export class Assembler implements TraceLineSink {
  readonly course: Course;
  private readonly nulls = new NullNamespace();
  private readonly anonymous: AnonymousRecords;
  private readonly byCaller: CallerRecords;
  private readonly at: Course['at'];
  private readonly maker: EntryMaker;
  private readonly entryLines: EntryLines;
  private readonly links: AssemblerLinks;
  /** One object serves all packet lines. */
  private readonly line = emptyPacketLine();

  /** See `AnonymousRecords` for `mostBeside`. */
  constructor(links: AssemblerLinks, mostBeside?: number) {
    this.links = links;
    const onIncomplete = (records: IncompleteRecords): void => addIncomplete(links.ledger, records);
    // Behind a pause in which no CPU printed anything, nothing that was open can still be completed.
    this.course = new Course(links, (step) => (step === 'back' ? this.newBoot() : this.flush()));
    this.at = this.course.at;
    this.maker = new EntryMaker(links, this.course.time);
    this.anonymous = new AnonymousRecords(links, this.at, this.maker, onIncomplete, mostBeside);
    this.byCaller = new CallerRecords(onIncomplete);
    this.entryLines = new EntryLines(links, this.course);
  }

  /** The records that are not in one piece. */
  get torn(): TornRecords {
    return this.anonymous.torn;
  }

  separator(label: SymbolId, sec: number, usec: number, caller: SymbolId): void {
    const by = this.course.notice(sec, usec, caller);
    if (by === NONE) this.anonymous.separator(label);
    else this.byCaller.separator(by, this.at.seq, label);
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
    if (by === NONE) this.anonymous.device(dev, netns, initnet);
    else this.byCaller.device(by, this.at.seq, dev, netns, initnet);
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
    if (by === NONE) this.anonymous.inOut(inReal, outReal, netns);
    else this.byCaller.inOut(by, this.at.seq, inReal, outReal, netns);
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
    const { line } = this;
    line.seq = this.at.seq;
    line.hook = hook;
    line.src = src;
    line.sport = sport;
    line.dst = dst;
    line.dport = dport;
    line.skb = skb;
    if (by === NONE) this.anonymous.packet(line);
    else this.maker.finish(line, this.byCaller.packet(by, line));
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
    const written = atEnd ? this.at.seq - LAST_LINES : Infinity;
    this.anonymous.giveUp(written);
    this.byCaller.flush(written);
  }

  /** Another input or another boot begins: nothing that was learned of pointers is true there. */
  newBoot(): void {
    this.flush();
    this.links.onNewBoot();
    this.nulls.forget();
    this.anonymous.forget();
    this.course.forget();
    this.entryLines.forget();
  }

  /** Another boot has begun; with the separator before this device line, if it is there. */
  private newBootBefore(): void {
    const separator = this.anonymous.takeLoneSeparator();
    this.newBoot();
    if (separator !== undefined) this.anonymous.resume(separator);
  }

  /** A line that belongs to a record comes: returns who printed it. */
  private tick(sec: number, usec: number, caller: SymbolId): SymbolId {
    const by = this.course.tick(sec, usec, caller);
    if (this.course.begin()) this.links.onCutStart();
    return by;
  }
}
