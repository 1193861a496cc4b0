import type { Unwrapper, WrappedRecord } from '../model/wrapped-record.js';
import { Bindings, type Bound } from './bindings.js';
import { Complaints } from './complaints.js';
import { findByte } from './find-byte.js';
import { CaptureHeaders } from './headers.js';
import { Layers } from './layers.js';
import type { LineParserOptions } from './line-parser-options.js';
import { LossMarks } from './marks.js';
import { OddLines } from './odd-lines.js';
import { isBlank, QuickLook } from './quick-look.js';
import { linesTagged } from './tag.js';
import { TagSearch } from './tag-search.js';
import { WallClock } from './wall-clock.js';

const NEWLINE = 10;
/** A tag within so many bytes is most likely in the next line. */
const NEAR = 32;

/** Sorts the lines of a log into trace lines, which go to the sink, and all others, which are counted. */
export class LineParser {
  /** Takes containers apart; without one, only forms of text are read. */
  unwrapper: Unwrapper | null = null;
  /** Where it is not null, only lines in containers of this form are read. */
  onlyForm: string | null = null;
  readonly #options: LineParserOptions;
  readonly #tag: TagSearch;
  readonly #bindings: Bindings;
  readonly #layers: Layers;
  readonly #marks: LossMarks;
  readonly #headers: CaptureHeaders;
  readonly #look = new QuickLook();
  readonly #odd: OddLines;
  readonly #complaints: Complaints;
  #chunk: Buffer | null = null;
  /** Start of the first tag at or behind the place where it was last looked for in this chunk. */
  #nextTag = -1;

  constructor(options: LineParserOptions) {
    const { sink, symbols, position, ledger, onMalformed } = options;
    const { mark, grammar, bind } = linesTagged(options.tag);
    this.#options = options;
    this.#tag = new TagSearch(mark);
    this.#layers = new Layers(new WallClock(options.timezone));
    this.#marks = new LossMarks(options);
    this.#headers = new CaptureHeaders(options, this.#marks);
    this.#bindings = new Bindings(
      { traceLines: sink, layers: this.#layers, marks: this.#marks, headers: this.#headers },
      symbols,
      bind,
    );
    this.#complaints = new Complaints(grammar, position, onMalformed);
    this.#odd = new OddLines({
      bindings: this.#bindings,
      layers: this.#layers,
      symbols,
      position,
      ledger,
      complaints: this.#complaints,
      marks: this.#marks,
      tag: this.#tag,
    });
  }

  /** Another input or another boot begins. */
  restart(): void {
    this.#marks.restart();
    this.#headers.restart();
  }

  /**
   * Parses the lines in the bytes [0, end) of a chunk. The last one ends in "\n", too. The chunk reaches at
   * least PADDING bytes beyond `end`; feeding the same Buffer again and again is fastest.
   */
  feed(chunk: Buffer, end: number): void {
    const bound = this.#bindings.attach(chunk);
    this.#chunk = chunk;
    this.#nextTag = -1;
    this.#look.restart();
    const { position, ledger } = this.#options;
    const { traceLine } = bound;
    const firstLine = position.line;
    let trace = 0;
    for (let at = 0; at < end;) {
      position.line++;
      const result = this.isText ? traceLine(at) : ~at;
      if (result >= 0) {
        trace++;
        at = result + 1;
      } else at = this.#refused(bound, at, findByte(chunk, NEWLINE, ~result), end);
    }
    ledger.lines.trace += trace;
    ledger.lines.total += position.line - firstLine;
  }

  /** The input has ended. */
  finish(): void {
    this.unwrapper?.finish();
  }

  /** What a container held. It is counted as the line that held it. */
  record(record: WrappedRecord): void {
    const { ledger, symbols } = this.#options;
    if (!this.#odd.record(record)) ledger.lines.foreign++;
    if (this.#chunk !== null) symbols.attach(this.#chunk); // the lines behind the container
  }

  private get isText(): boolean {
    return this.unwrapper === null || (!this.unwrapper.within && this.onlyForm === null);
  }

  /** Deals with a line that is no trace line, and with those behind it that need no look. Returns their end. */
  #refused(bound: Bound, start: number, newline: number, end: number): number {
    if (this.#nextTag < start) this.#nextTag = this.#tag.next(bound.bytes, start, end);
    if (this.#nextTag < newline || !this.isText) {
      this.#readOdd(bound, start, newline);
      return newline + 1;
    }
    if (!this.#untagged(bound, start, newline) || this.#nextTag - newline <= NEAR) return newline + 1;
    return this.#skip(bound, newline + 1, end);
  }

  /** Goes over lines without the tag until one is to be asked the recogniser for. */
  #skip(bound: Bound, start: number, end: number): number {
    const { position, ledger } = this.#options;
    const { bytes } = bound;
    const stop = Math.min(this.#nextTag, end);
    let foreign = 0;
    let at = start;
    for (let newline = 0; at < end; at = newline + 1) {
      newline = findByte(bytes, NEWLINE, at);
      if (stop < newline) break;
      if (this.#needsNoLook(bytes, at, newline) && !isBlank(bytes, at, newline)) {
        foreign++;
        continue;
      }
      position.line += foreign + 1;
      ledger.lines.foreign += foreign;
      foreign = 0;
      if (!this.#untagged(bound, at, newline)) return newline + 1;
    }
    position.line += foreign;
    ledger.lines.foreign += foreign;
    return at;
  }

  /** Returns whether the lines behind it are text, too. */
  #untagged(bound: Bound, start: number, newline: number): boolean {
    if (this.#needsNoLook(bound.bytes, start, newline)) {
      this.#countUntagged(bound.bytes, start, newline);
      return true;
    }
    this.#readOdd(bound, start, newline);
    return this.isText;
  }

  #needsNoLook(bytes: Buffer, start: number, newline: number): boolean {
    return !this.#layers.needEveryLine && !this.#look.isWorthIt(bytes, start, newline);
  }

  #readOdd(bound: Bound, start: number, newline: number): void {
    const { position, ledger } = this.#options;
    const { bytes } = bound;
    const unwrapped = this.unwrapper?.take(bytes, start, newline, position.line) ?? 'no';
    if (unwrapped === 'record') return;
    if (unwrapped === 'wrapping') ledger.lines.foreign++;
    else if (this.onlyForm !== null) this.#countUnread(bytes, start, newline, this.onlyForm);
    else if (!this.#odd.line(bound, start, newline, Math.min(this.#nextTag, newline)))
      this.#countUntagged(bytes, start, newline);
  }

  #countUnread(bytes: Buffer, start: number, newline: number, form: string): void {
    if (this.#nextTag >= newline) return this.#countUntagged(bytes, start, newline);
    this.#options.ledger.lines.malformed++;
    this.#complaints.addUnwrapped(bytes.toString('latin1', start, newline), form);
  }

  #countUntagged(bytes: Buffer, start: number, newline: number): void {
    const { lines } = this.#options.ledger;
    if (isBlank(bytes, start, newline)) lines.blank++;
    else lines.foreign++;
  }
}
