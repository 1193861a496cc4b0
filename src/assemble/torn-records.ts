import { HOOK_NAMES } from '../model/hook.js';
import type { Place } from '../model/passage.js';
import { NONE, type SymbolTexts } from '../model/symbol.js';
import { chooseLines, type Choice, type PacketLine } from './choose.js';
import type { FamiliarShapes } from './familiar.js';
import { OpenLines, take, type DeviceLine, type GivenUp, type SeparatorLine } from './open-lines.js';
import { sameNamespace, sidesFitHook } from './record-shape.js';

/** A line waits at most this long for its packet line: a CPU may lose its time slice in mid-record. */
export const PATIENCE_SECONDS = 1;
const PATIENCE_LINES = 20_000;

/** What became of a packet line: the lines of its record, or how many lines of it there were. */
export type Completion = { readonly choice: Choice } | { readonly lines: number };

/** The lines of records that are not in one piece, until their packet lines come or are given up. */
export class TornRecords extends OpenLines {
  private readonly familiar: FamiliarShapes;
  private readonly texts: SymbolTexts;
  /** Records counted as incomplete of which other lines may still wait: those are not to be counted again. */
  private counted = 0;
  /** When the lines were last looked through for those that have waited too long. */
  private looked = { seq: 0, sec: -1 };

  constructor(familiar: FamiliarShapes, texts: SymbolTexts) {
    super();
    this.familiar = familiar;
    this.texts = texts;
  }

  /** To be called before a line is added: the first one starts the waiting. */
  beginWaiting(seq: number, sec: number): void {
    if (this.empty) this.looked = { seq, sec };
  }

  /** Takes the lines that fit a packet line best, or those that are left of its record. */
  complete(packet: PacketLine, lastPlace: Place | undefined): Completion {
    const choice = chooseLines(packet, this, { familiar: this.familiar, lastPlace });
    if (choice === undefined) {
      const lines = 1 + this.takeHeadless(packet);
      if (this.hasLeftovers) this.counted++;
      return { lines };
    }
    take(this.inOuts, choice.inOut);
    take(this.devices, choice.device);
    const separated = this.takeSeparator(packet.hook, choice.device);
    if (this.empty) this.counted = 0;
    return separated ? { choice } : { lines: 3 };
  }

  /** Gives up lines that have waited too long: a lost line must not poison what follows. */
  expire(seq: number, sec: number): GivenUp {
    const { looked } = this;
    if (this.oldest > looked.seq) this.looked = { seq, sec };
    else if (seq - looked.seq > PATIENCE_LINES || sec - looked.sec > PATIENCE_SECONDS) {
      this.looked = { seq, sec };
      return this.countOnce(this.takeUpTo(looked.seq));
    }
    return { lines: 0, records: 0 };
  }

  /** Gives up every line. */
  giveUp(): GivenUp {
    return this.countOnce(this.takeUpTo(Infinity));
  }

  /** A line waits without the one that is printed behind it: that may be lost. */
  private get hasLeftovers(): boolean {
    return this.separators.length > this.devices.length || this.devices.length > this.inOuts.length;
  }

  private countOnce({ lines, records }: GivenUp): GivenUp {
    const again = Math.min(records, this.counted);
    this.counted = 0;
    return { lines, records: records - again };
  }

  /** Separators are alike but for the label that people wrote behind some; the record takes one before it. */
  private takeSeparator(hook: number, device: DeviceLine): boolean {
    let chosen: SeparatorLine | undefined;
    for (const line of this.separators) {
      if (line.seq > device.seq) break;
      if (line.label === NONE) chosen = line;
      else if (this.texts.text(line.label) === HOOK_NAMES[hook]) {
        chosen = line;
        break;
      } else chosen ??= line;
    }
    if (chosen === undefined) return false;
    take(this.separators, chosen);
    return true;
  }

  /** Takes the in/out line of a record whose device line is lost. Returns how many lines that were. */
  private takeHeadless(packet: PacketLine): number {
    const orphan = this.inOuts.find(
      (line) =>
        sidesFitHook(packet.hook, line) &&
        !this.devices.some((device) => device.seq < line.seq && sameNamespace(device, line)),
    );
    if (orphan === undefined) return 0;
    take(this.inOuts, orphan);
    return 1;
  }
}
