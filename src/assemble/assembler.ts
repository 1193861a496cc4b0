import type { Entry } from '../model/entry.js';
import type { Ledger } from '../model/ledger.js';
import { canFollow, type Place } from '../model/passage.js';
import { HOOK_NAMES, POST_ROUTING, PRE_ROUTING } from '../model/hook.js';
import { NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';
import type { Position, TraceLineSink } from '../model/trace-line.js';
import { chooseLines, type PacketLine } from './choose.js';
import { FamiliarShapes } from './familiar.js';
import { NullNamespace } from './null-namespace.js';
import { CONTRADICTION, deviceFitsHook, sameNamespace, sidesFitHook } from './record-shape.js';
import { OpenLines, take, type DeviceLine, type InOutLine } from './open-lines.js';

/** An open line waits at most this long for its packet line: a CPU may lose its time slice in mid-record. */
const PATIENCE_SECONDS = 1;
const PATIENCE_LINES = 20_000;

/** Time that runs back further than this is another boot or another piece of a spliced log. */
const BACKWARD_SECONDS = 1;

/** What the stages around the assembler give it and take from it. */
export interface AssemblerLinks {
  position: Position;
  ledger: Ledger;
  texts: SymbolTexts;
  /** Where an skb address was last seen, if that packet may still be on its way. */
  lastPlace(skb: SymbolId): Place | undefined;
  onEntry(entry: Entry): void;
  /** A record was given up: from here on, what came before it may be incomplete. */
  onIncomplete(): void;
  /** The log goes on in another boot: no pointer means what it meant before. */
  onNewBoot(): void;
  onModuleLoaded(): void;
}

/**
 * Puts the four lines of each hook's record together, also where the lines of several CPUs interleave.
 *
 * While nothing is open, four lines in a row are one record, and most are. Otherwise lines wait in
 * `OpenLines` until a packet line arrives, which takes those that fit it best. What is decided is decided
 * then and for good, so a log's entries never depend on what comes after them.
 */
export class Assembler implements TraceLineSink {
  private readonly open = new OpenLines();
  private readonly familiar = new FamiliarShapes();
  private readonly nulls = new NullNamespace();

  /** How many lines of a record that is so far in one piece stand in the three fields below: 0 to 3. */
  private held = 0;
  private readonly separatorLine = { seq: 0, label: NONE };
  private readonly deviceLine: DeviceLine = {
    seq: 0,
    dev: NONE,
    netns: NONE,
    initnet: NONE,
    contested: false,
  };
  private readonly inOutLine: InOutLine = { seq: 0, in: NONE, out: NONE, netns: NONE, contested: false };

  private seq = 0;
  /** Kernel time of the newest trace line. */
  private sec = -1;
  private usec = 0;
  /** When the open lines were last looked through for those that have waited too long. */
  private patience = { sec: -1, seq: 0 };

  private readonly links: AssemblerLinks;

  constructor(links: AssemblerLinks) {
    this.links = links;
  }

  /** Kernel time of the newest trace line; `sec` is -1 where the dialect has none. */
  get now(): { sec: number; usec: number } {
    return { sec: this.sec, usec: this.usec };
  }

  separator(label: SymbolId, sec: number, usec: number): void {
    this.tick(sec, usec);
    if (this.held === 0 && this.open.empty) {
      this.held = 1;
      this.separatorLine.seq = this.seq;
      this.separatorLine.label = label;
      return;
    }
    this.spill();
    this.open.separators.push({ seq: this.seq, label });
  }

  device(dev: SymbolId, printed: SymbolId, initnet: SymbolId, sec: number, usec: number): void {
    this.tick(sec, usec);
    const netns = this.nulls.ofDevice(dev, printed);
    if (this.held === 1) {
      this.held = 2;
      const line = this.deviceLine;
      line.seq = this.seq;
      line.dev = dev;
      line.netns = netns;
      line.initnet = initnet;
      return;
    }
    this.spill();
    this.open.devices.push({ seq: this.seq, dev, netns, initnet, contested: false });
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
    const line =
      this.held === 2 ? this.inOutLine : { seq: 0, in: NONE, out: NONE, netns: NONE, contested: false };
    line.seq = this.seq;
    line.in = inNetns === NONE ? NONE : inDev;
    line.out = outNetns === NONE ? NONE : outDev;
    line.netns = contradiction ? CONTRADICTION : inNetns === NONE ? outNetns : inNetns;
    if (this.held === 2) {
      this.held = 3;
      return;
    }
    this.spill();
    this.open.inOuts.push(line);
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
    const packet = { seq: this.seq, hook, src, sport, dst, dport, skb };
    if (this.held === 3 && this.isWhole(hook)) {
      this.held = 0;
      this.learn(packet);
      this.emit(packet, this.deviceLine, this.inOutLine, false);
      return;
    }
    this.spill();
    this.fromOpenLines(packet);
    this.losePatience();
  }

  moduleMark(loaded: number, sec: number, usec: number): void {
    this.tick(sec, usec);
    this.links.ledger.module++;
    if (loaded === 1) this.links.onModuleLoaded();
  }

  /** Gives up every open line: the log ends here, or goes on in another boot. */
  flush(): void {
    this.spill();
    this.giveUp(Infinity);
  }

  /** Another input or another boot begins: nothing that was learned of pointers is true there. */
  newBoot(): void {
    this.flush();
    this.nulls.forget();
    this.sec = -1;
    this.links.onNewBoot();
  }

  /** Behind a pause in which no CPU printed anything, nothing that was open can still be completed. */
  private tick(sec: number, usec: number): void {
    if (sec >= 0 && this.sec >= 0) {
      if (sec < this.sec - BACKWARD_SECONDS) this.newBoot();
      else if (sec > this.sec + PATIENCE_SECONDS) this.flush();
    }
    this.seq++;
    this.sec = sec;
    this.usec = usec;
  }

  /** The held lines and a packet line of this hook agree in everything in which a record's lines must. */
  private isWhole(hook: number): boolean {
    return (
      sidesFitHook(hook, this.inOutLine) &&
      sameNamespace(this.deviceLine, this.inOutLine) &&
      deviceFitsHook(hook, this.deviceLine, this.inOutLine)
    );
  }

  /** Moves the held lines to the open ones: their record is not in one piece. */
  private spill(): void {
    if (this.open.empty) this.patience = { sec: this.sec, seq: this.seq };
    if (this.held === 0) return;
    this.open.separators.push({ ...this.separatorLine });
    if (this.held > 1) this.open.devices.push({ ...this.deviceLine });
    if (this.held > 2) this.open.inOuts.push({ ...this.inOutLine });
    this.held = 0;
  }

  /** Remembers a record that came in one piece, as evidence for those that will not. */
  private learn(packet: PacketLine): void {
    const record: Place = {
      hook: packet.hook,
      netns: this.inOutLine.netns,
      dev: this.deviceLine.dev,
      in: this.inOutLine.in,
      out: this.inOutLine.out,
      src: packet.src,
      sport: packet.sport,
      dst: packet.dst,
      dport: packet.dport,
    };
    this.familiar.learn(record);
    if (packet.hook !== PRE_ROUTING) return;
    const last = this.links.lastPlace(packet.skb);
    if (last?.hook === POST_ROUTING && canFollow(last, record)) this.familiar.learnCrossing(last, record);
  }

  private fromOpenLines(packet: PacketLine): void {
    const choice = chooseLines(packet, this.open, {
      familiar: this.familiar,
      lastPlace: this.links.lastPlace(packet.skb),
    });
    if (choice === undefined) return this.countIncomplete(1 + this.takeHeadless(packet), 1);
    take(this.open.inOuts, choice.inOut);
    take(this.open.devices, choice.device);
    if (this.takeSeparator(packet.hook, choice.device)) {
      this.emit(packet, choice.device, choice.inOut, choice.ambiguous);
    } else this.countIncomplete(3, 1);
  }

  /** Separators are alike but for the label that people wrote behind some; the record takes one before it. */
  private takeSeparator(hook: number, device: DeviceLine): boolean {
    const before = this.open.separators.filter((line) => line.seq < device.seq);
    const labelled = before.find((line) => line.label !== NONE && this.labelOf(line) === HOOK_NAMES[hook]);
    const chosen = labelled ?? before.findLast((line) => line.label === NONE) ?? before.at(-1);
    if (chosen === undefined) return false;
    take(this.open.separators, chosen);
    return true;
  }

  private labelOf(line: { label: SymbolId }): string {
    return this.links.texts.text(line.label);
  }

  /** Takes the in/out line of a record whose device line is lost. Returns how many lines that were. */
  private takeHeadless(packet: PacketLine): number {
    const orphan = this.open.inOuts.find(
      (line) =>
        sidesFitHook(packet.hook, line) &&
        !this.open.devices.some((device) => device.seq < line.seq && sameNamespace(device, line)),
    );
    if (orphan === undefined) return 0;
    take(this.open.inOuts, orphan);
    return 1;
  }

  private emit(packet: PacketLine, device: DeviceLine, inOut: InOutLine, ambiguous: boolean): void {
    const { ledger, position } = this.links;
    if (position.cut && !this.alikeInLength(packet.skb, device.initnet)) return this.countIncomplete(4, 1);
    ledger.entries.total++;
    if (ambiguous) ledger.entries.ambiguous++;
    this.links.onEntry({
      file: position.file,
      line: position.line,
      sec: this.sec,
      usec: this.usec,
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

  /** Gives up lines that have waited too long: a lost line must not poison what follows. */
  private losePatience(): void {
    if (this.open.empty) return;
    const { patience, seq, sec } = this;
    if (this.open.oldest > patience.seq) this.patience = { sec, seq };
    else if (seq - patience.seq > PATIENCE_LINES || sec - patience.sec > PATIENCE_SECONDS) {
      this.giveUp(patience.seq);
      this.patience = { sec, seq };
    }
  }

  private giveUp(seq: number): void {
    const { lines, records } = this.open.takeUpTo(seq);
    if (lines > 0) this.countIncomplete(lines, records);
  }

  private countIncomplete(lines: number, records: number): void {
    this.links.ledger.incomplete.lines += lines;
    this.links.ledger.incomplete.records += records;
    this.links.onIncomplete();
  }
}
