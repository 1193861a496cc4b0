import { HOOK_NAMES } from '../model/hook.js';
import type { IncompleteRecords } from '../model/ledger.js';
import type { Place } from '../model/passage.js';
import { NONE, type SymbolTexts } from '../model/symbol.js';
import { chooseLines, type Choice, type Evidence, type PacketLine } from './choose.js';
import type { FamiliarShapes } from './familiar.js';
import { OpenLines, removeAt, type DeviceLine, type InOutLine, type SeparatorLine } from './open-lines.js';
import { Pairing } from './pairing.js';
import { sameNamespace, sidesFitHook } from './record-shape.js';

/**
 * A line waits at least this long for its packet line, in microseconds and lines, and at most twice as long: a
 * CPU may lose its time slice in mid-record. The longest wait in the captures of fixtures/truth is 54 ms.
 */
const PATIENCE_MICROS = 250_000;
const PATIENCE_LINES = 20_000;

/** Where more lines of a kind wait than this, most have lost their record, and the oldest wait less long. */
const CROWD = 24;
const PATIENCE_IN_CROWD = 5_000;

/**
 * Of each kind at most so many lines wait: fewer CPUs than that are ever in the midst of a record at one time. What a
 * packet line costs grows with the lines that wait, and no log may make it, or the memory, grow without end.
 */
const MOST_WAITING = 128;

/** A line that stands this far before a record has probably lost its own. */
const STALE_LINES = 64;

const NOTHING: IncompleteRecords = Object.freeze({ lines: 0, records: 0, unnamed: 0 });

/** Where the log stands: how many trace lines have come, and the kernel time of the newest. */
export interface Now {
  seq: number;
  sec: number;
  usec: number;
}

/** What became of a packet line: the lines of its record, or how many lines of it there were. */
export type Completion =
  | {
      readonly choice: Choice;
      /** Its four lines stand in a row, and all others that wait have waited long: it is as good as whole. */
      readonly isWhole: boolean;
    }
  | { readonly lines: number };

/** The lines of records that are not in one piece, until their packet lines come or are given up. */
export class TornRecords extends OpenLines {
  /** Records completed so far between whose lines others stand. */
  completed = 0;
  private readonly evidence: Evidence;
  private readonly texts: SymbolTexts;
  /** Records counted as incomplete of which other lines may still wait: those are not to be counted again. */
  private counted = 0;
  /** What made room for others and is not yet handed out. */
  private pushedOut = NOTHING;
  /** When the lines were last looked through for those that have waited too long. */
  private readonly looked: Now = { seq: 0, sec: -1, usec: 0 };

  constructor(familiar: FamiliarShapes, texts: SymbolTexts) {
    super();
    this.evidence = { familiar, pairing: new Pairing(), lastPlace: undefined };
    this.texts = texts;
  }

  /** To be called before a line is added: the first one starts the waiting, and of too many half must go. */
  beginWaiting(now: Now): void {
    if (this.empty) this.look(now);
    for (const lines of [this.separators, this.devices, this.inOuts]) {
      if (lines.length >= MOST_WAITING) this.pushOut(lines[lines.length >> 1]!.seq);
    }
  }

  /** Takes the lines that fit a packet line best, or those that are left of its record. */
  complete(packet: PacketLine, lastPlace: Place | undefined): Completion {
    const { evidence } = this;
    const { pairing } = evidence;
    pairing.update(this.devices, this.inOuts);
    evidence.lastPlace = lastPlace;
    const choice = chooseLines(packet, this, evidence);
    if (choice === undefined) {
      const lines = 1 + this.takeHeadless(packet);
      if (this.hasLeftovers) this.counted++;
      return { lines };
    }
    this.takeInOut(choice.inOut);
    this.takeDevice(choice.device);
    const separator = this.takeSeparator(packet.hook, choice.device);
    if (this.empty) this.counted = 0;
    if (separator === undefined) return { lines: 3 };
    const inARow = separator.seq + 1 === choice.device.seq && separator.seq + 2 === choice.inOut.seq;
    const isTorn = !inARow || separator.seq + 3 !== packet.seq;
    if (isTorn) this.completed++;
    return { choice, isWhole: !isTorn && separator.seq - this.newest > STALE_LINES };
  }

  /** Gives up lines that have waited too long: a lost line must not poison what follows. */
  expire(now: Now): IncompleteRecords {
    const { looked } = this;
    const micros = (now.sec - looked.sec) * 1e6 + (now.usec - looked.usec);
    if (this.oldest > looked.seq) this.look(now);
    else if (now.seq - looked.seq > this.patience || micros > PATIENCE_MICROS) {
      const upTo = looked.seq;
      this.look(now);
      return this.withPushedOut(this.countOnce(this.giveUpTo(upTo)));
    }
    return this.withPushedOut(NOTHING);
  }

  /** Gives up every line; those behind `written` were still to become a record when the log ended. */
  giveUp(written: number): IncompleteRecords {
    const unnamed = this.unnamedUpTo(written);
    return this.withPushedOut(this.countOnce({ ...this.giveUpTo(Infinity), unnamed }));
  }

  private pushOut(seq: number): void {
    this.pushedOut = this.withPushedOut(this.countOnce(this.giveUpTo(seq)));
  }

  private withPushedOut(given: IncompleteRecords): IncompleteRecords {
    const { pushedOut } = this;
    if (pushedOut === NOTHING) return given;
    this.pushedOut = NOTHING;
    return {
      lines: given.lines + pushedOut.lines,
      records: given.records + pushedOut.records,
      unnamed: given.unnamed + pushedOut.unnamed,
    };
  }

  /** In lines. */
  private get patience(): number {
    const most = Math.max(this.separators.length, this.devices.length, this.inOuts.length);
    return most > CROWD ? PATIENCE_IN_CROWD : PATIENCE_LINES;
  }

  private look({ seq, sec, usec }: Now): void {
    this.looked.seq = seq;
    this.looked.sec = sec;
    this.looked.usec = usec;
  }

  private giveUpTo(seq: number): IncompleteRecords {
    const taken = this.takeUpTo(seq);
    this.evidence.pairing.reset();
    return taken;
  }

  /** A line waits without the one that is printed behind it: that may be lost. */
  private get hasLeftovers(): boolean {
    return this.separators.length > this.devices.length || this.devices.length > this.inOuts.length;
  }

  private countOnce({ lines, records, unnamed }: IncompleteRecords): IncompleteRecords {
    const again = Math.min(records, this.counted);
    this.counted = 0;
    return { lines, records: records - again, unnamed };
  }

  /** Separators are alike but for the label that people wrote behind some; the record takes one before it. */
  private takeSeparator(hook: number, device: DeviceLine): SeparatorLine | undefined {
    let chosen: SeparatorLine | undefined;
    for (const line of this.separators) {
      if (line.seq > device.seq) break;
      if (line.label === NONE) chosen = line;
      else if (this.texts.text(line.label) === HOOK_NAMES[hook]) {
        chosen = line;
        break;
      } else chosen ??= line;
    }
    if (chosen !== undefined) removeAt(this.separators, this.separators.lastIndexOf(chosen));
    return chosen;
  }

  /** Takes the in/out line of a record whose device line is lost. Returns how many lines that were. */
  private takeHeadless(packet: PacketLine): number {
    const orphan = this.inOuts.find(
      (line) =>
        sidesFitHook(packet.hook, line) &&
        !this.devices.some((device) => device.seq < line.seq && sameNamespace(device, line)),
    );
    if (orphan === undefined) return 0;
    this.takeInOut(orphan);
    return 1;
  }

  private takeInOut(line: InOutLine): void {
    const index = this.inOuts.lastIndexOf(line);
    this.evidence.pairing.removeInOut(index);
    removeAt(this.inOuts, index);
  }

  private takeDevice(line: DeviceLine): void {
    const index = this.devices.lastIndexOf(line);
    this.evidence.pairing.removeDevice(index);
    removeAt(this.devices, index);
  }
}
