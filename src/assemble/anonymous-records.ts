import { PRE_ROUTING } from '../model/hook.js';
import type { IncompleteRecords } from '../model/ledger.js';
import type { SymbolId } from '../model/symbol.js';
import type { EntryMaker } from './entry-maker.js';
import { FamiliarShapes } from './familiar.js';
import { HeldRecord } from './held-record.js';
import { learnWhole } from './learn.js';
import type { AssemblerLinks } from './links.js';
import type { SeparatorLine } from './open-lines.js';
import type { PacketLine } from './packet-line.js';
import { TornRecords, type Now } from './torn-records.js';

/** Where more wait, hardly any record comes in one piece, and the lines that wait would be looked through in vain. */
const MOST_BESIDE = 16;

/**
 * The records of a log that does not say who printed each line. Four lines in a row are one record while no other line
 * waits, or none that could come near. Else lines wait in `TornRecords` until a packet line arrives, which takes those that
 * fit it best.
 */
export class AnonymousRecords {
  readonly torn: TornRecords;
  private readonly familiar = new FamiliarShapes();
  /** The record that is so far in one piece. */
  private readonly held = new HeldRecord();
  private readonly links: AssemblerLinks;
  private readonly at: Now;
  private readonly maker: EntryMaker;

  /** A record in one piece is held back from the lines that wait while of each kind at most `mostBeside` do. */
  constructor(
    links: AssemblerLinks,
    at: Now,
    maker: EntryMaker,
    onIncomplete: (records: IncompleteRecords) => void,
    mostBeside = MOST_BESIDE,
  ) {
    this.links = links;
    this.at = at;
    this.maker = maker;
    this.torn = new TornRecords(this.familiar, links.texts, mostBeside, onIncomplete);
  }

  separator(label: SymbolId): void {
    if (this.held.lines > 0) this.spill();
    if (this.torn.areFew) return this.held.begin(this.at.seq, label);
    this.torn.beginWaiting(this.at);
    this.torn.addSeparator(this.at.seq, label);
  }

  device(dev: SymbolId, netns: SymbolId, initnet: SymbolId): void {
    if (this.held.lines === 1) return this.held.addDevice(this.at.seq, dev, netns, initnet);
    this.spill();
    this.torn.addDevice(this.at.seq, dev, netns, initnet);
  }

  inOut(inDev: SymbolId, outDev: SymbolId, netns: SymbolId): void {
    if (this.held.lines === 2) return this.held.addInOut(this.at.seq, inDev, outDev, netns);
    this.spill();
    this.torn.addInOut(this.at.seq, inDev, outDev, netns);
  }

  packet(packet: PacketLine): void {
    if (this.held.isWhole(packet.hook)) this.takeWhole(packet);
    else this.complete(packet);
  }

  /** Gives up every open line; those behind `written` were still to become a record when the log ended. */
  giveUp(written: number): void {
    this.spill();
    this.torn.giveUp(written);
  }

  /** Another boot has other pointers. */
  forget(): void {
    this.familiar.forget();
  }

  /** Takes out the newest line if it is a separator and no other line waits. */
  takeLoneSeparator(): SeparatorLine | undefined {
    const { held } = this;
    if (held.lines !== 1 || !this.torn.empty) return undefined;
    held.drop();
    return held.separator;
  }

  /** Gives back what `takeLoneSeparator` took: its record goes on. */
  resume({ seq, label }: SeparatorLine): void {
    this.held.begin(seq, label);
  }

  /** Moves the held lines to the torn ones: their record is not in one piece. */
  private spill(): void {
    this.torn.beginWaiting(this.at);
    this.held.spillInto(this.torn);
  }

  /** The held lines and this one agree: they are a record unless a line that waits could come near. */
  private takeWhole(packet: PacketLine): void {
    const { held, torn } = this;
    const isAlone = torn.empty;
    const needsPlace = !isAlone || packet.hook === PRE_ROUTING;
    const lastPlace = needsPlace ? this.links.lastPlace(packet.skb) : undefined;
    if (!isAlone && !torn.letPass(packet, held, lastPlace)) return this.complete(packet);
    const entry = this.maker.make(packet, held.device, held.inOut, false);
    if (isAlone || torn.areStaleAt(held.separator.seq)) learnWhole(this.familiar, entry, lastPlace);
    this.maker.emit(entry);
    held.drop();
    if (!isAlone) torn.expire(this.at);
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
