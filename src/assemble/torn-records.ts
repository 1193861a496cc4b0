import { HOOK_NAMES } from '../model/hook.js';
import type { IncompleteRecords } from '../model/ledger.js';
import type { Place } from '../model/passage.js';
import { NONE, type SymbolTexts } from '../model/symbol.js';
import { chooseLines, type Choice } from './choose.js';
import { RecordCost } from './cost.js';
import type { FamiliarShapes } from './familiar.js';
import type { HeldRecord } from './held-record.js';
import { OpenLines, removeAt, type DeviceLine, type InOutLine, type SeparatorLine } from './open-lines.js';
import type { PacketLine } from './packet-line.js';
import { Pairing } from './pairing.js';
import { Patience, type Now } from './patience.js';
import { sameNamespace, sidesFitHook } from './record-shape.js';
import { Rivals } from './rivals.js';

/**
 * Of each kind at most so many lines wait: more CPUs are hardly ever in the midst of a record at one time. What a
 * packet line costs grows with the lines that wait, and no log may make it, or the memory, grow without end.
 */
const MOST_WAITING = 128;

/** A line that stands this far before a record has probably lost its own. */
const STALE_LINES = 64;

export type { Now };

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
  private readonly recordCost: RecordCost;
  private readonly rivals: Rivals;
  private readonly pairing = new Pairing();
  private readonly texts: SymbolTexts;
  private readonly few: number;
  private readonly onIncomplete: (records: IncompleteRecords) => void;
  /** Records counted as incomplete of which other lines may still wait: those are not to be counted again. */
  private counted = 0;
  private readonly patience = new Patience();

  /** See `areFew`; `onIncomplete` is told what is given up. */
  constructor(
    familiar: FamiliarShapes,
    texts: SymbolTexts,
    few: number,
    onIncomplete: (records: IncompleteRecords) => void,
  ) {
    super();
    this.few = few;
    this.onIncomplete = onIncomplete;
    this.recordCost = new RecordCost(familiar);
    this.rivals = new Rivals(familiar);
    this.texts = texts;
  }

  /** To be called before a line is added: the first one starts the waiting, and of too many half must go. */
  beginWaiting(now: Now): void {
    if (this.empty) this.patience.look(now);
    for (const lines of [this.separators, this.devices, this.inOuts]) {
      if (lines.length < MOST_WAITING) continue;
      const middle = lines[lines.length >> 1]!.seq;
      this.giveUpTo(middle, middle);
    }
  }

  /** Of each kind at most `few` wait: far less than those for which `beginWaiting` must make room. */
  get areFew(): boolean {
    const { few, separators, devices, inOuts } = this;
    return separators.length <= few && devices.length <= few && inOuts.length <= few;
  }

  /**
   * Whether `complete` would give a packet line the three lines of this record, beyond doubt, if they waited with the others.
   * Where no separator has a label it takes the newest one.
   */
  letPass(packet: PacketLine, held: HeldRecord, lastPlace: Place | undefined): boolean {
    const { separator } = held;
    if (separator.seq + 3 !== packet.seq || separator.label !== NONE) return false;
    for (const { label } of this.separators) if (label !== NONE) return false;
    return this.rivals.areFar(packet, held, lastPlace, this);
  }

  /** Whether all lines that wait have probably lost the rest of their records when one begins at `seq`. */
  areStaleAt(seq: number): boolean {
    return seq - this.newest > STALE_LINES;
  }

  /** Takes the lines that fit a packet line best, or those that are left of its record. */
  complete(packet: PacketLine, lastPlace: Place | undefined): Completion {
    this.pairing.update(this.devices, this.inOuts);
    this.recordCost.takePacket(packet, lastPlace);
    const choice = chooseLines(packet, this, this.pairing, this.recordCost);
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
    return { choice, isWhole: !isTorn && this.areStaleAt(separator.seq) };
  }

  /** Gives up lines that have waited too long: a lost line must not poison what follows. */
  expire(now: Now): void {
    const most = Math.max(this.separators.length, this.devices.length, this.inOuts.length);
    const overdue = this.patience.overdue(now, this.oldest, most);
    if (overdue >= 0) this.giveUpTo(overdue, overdue);
  }

  /** Gives up every line; those behind `written` were still to become a record when the log ended. */
  giveUp(written: number): void {
    this.giveUpTo(Infinity, written);
  }

  private giveUpTo(seq: number, written: number): void {
    const { lines, records, unnamed } = this.takeUpTo(seq, written);
    this.pairing.reset();
    const again = Math.min(records, this.counted);
    this.counted = 0;
    this.onIncomplete({ lines, records: records - again, unnamed });
  }

  /** A line waits without the one that is printed behind it: that may be lost. */
  private get hasLeftovers(): boolean {
    return this.separators.length > this.devices.length || this.devices.length > this.inOuts.length;
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
    this.pairing.removeInOut(index);
    removeAt(this.inOuts, index);
  }

  private takeDevice(line: DeviceLine): void {
    const index = this.devices.lastIndexOf(line);
    this.pairing.removeDevice(index);
    removeAt(this.devices, index);
  }
}
