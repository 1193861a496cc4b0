import type { Unwrapper, WrappedRecord } from '../model/wrapped-record.js';
import { Complaints } from './complaints.js';
import { findByte } from './find-byte.js';
import { CaptureHeaders } from './headers.js';
import { Layers } from './layers.js';
import type { LineParserOptions } from './line-parser-options.js';
import { TextLoader, type LoadedText } from './loaded-text.js';
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
  readonly #loader: TextLoader;
  readonly #layers: Layers;
  readonly #marks: LossMarks;
  readonly #headers: CaptureHeaders;
  readonly #look = new QuickLook();
  readonly #odd: OddLines;
  readonly #complaints: Complaints;
  /** Start of the first tag at or behind the place where it was last looked for in this chunk. */
  #nextTag = -1;

  constructor(options: LineParserOptions) {
    const { sink, symbols, position, ledger, onMalformed } = options;
    const { mark, grammar, module } = linesTagged(options.tag);
    this.#options = options;
    this.#tag = new TagSearch(mark);
    this.#layers = new Layers(new WallClock(options.timezone));
    this.#marks = new LossMarks(options);
    this.#headers = new CaptureHeaders(options, this.#marks);
    this.#loader = new TextLoader(module, symbols, position, {
      traceLines: sink,
      layers: this.#layers,
      marks: this.#marks,
      headers: this.#headers,
    });
    this.#complaints = new Complaints(grammar, position, onMalformed);
    this.#odd = new OddLines({
      loader: this.#loader,
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

  /** Parses the lines in the first bytes of a chunk, up to `end`. The last one ends in "\n", too. */
  feed(chunk: Buffer, end: number): void {
    const text = this.#loader.load(chunk, end);
    this.#nextTag = -1;
    this.#look.restart();
    const { position, ledger } = this.#options;
    const firstLine = position.line;
    for (let at = 0; at < end;) {
      let start = at;
      if (this.isText) {
        const before = position.line;
        const next = text.traceLines(at, end);
        ledger.lines.trace += position.line - before;
        at = next;
        start = ~next;
      }
      if (start < 0) continue;
      position.line++;
      at = this.#refused(text, start, findByte(chunk, NEWLINE, start), end);
    }
    ledger.lines.total += position.line - firstLine;
    text.unload();
  }

  /** The input has ended. */
  finish(): void {
    this.unwrapper?.finish();
  }

  /** What a container held. It is counted as the line that held it. */
  record(record: WrappedRecord): void {
    if (!this.#odd.record(record)) this.#options.ledger.lines.foreign++;
  }

  private get isText(): boolean {
    return this.unwrapper === null || (!this.unwrapper.within && this.onlyForm === null);
  }

  /** Deals with a line that is no trace line, and with those behind it that need no look. Returns their end. */
  #refused(text: LoadedText, start: number, newline: number, end: number): number {
    if (this.#nextTag < start) this.#nextTag = this.#tag.next(text.bytes, start, end);
    if (this.#nextTag < newline || !this.isText) {
      this.#readOdd(text, start, newline);
      return newline + 1;
    }
    if (!this.#untagged(text, start, newline) || this.#nextTag - newline <= NEAR) return newline + 1;
    return this.#skip(text, newline + 1, end);
  }

  /** Goes over lines without the tag until one is to be asked the recogniser for. */
  #skip(text: LoadedText, start: number, end: number): number {
    const { position, ledger } = this.#options;
    const { bytes } = text;
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
      if (!this.#untagged(text, at, newline)) return newline + 1;
    }
    position.line += foreign;
    ledger.lines.foreign += foreign;
    return at;
  }

  /** Returns whether the lines behind it are text, too. */
  #untagged(text: LoadedText, start: number, newline: number): boolean {
    if (this.#needsNoLook(text.bytes, start, newline)) {
      this.#countUntagged(text.bytes, start, newline);
      return true;
    }
    this.#readOdd(text, start, newline);
    return this.isText;
  }

  #needsNoLook(bytes: Buffer, start: number, newline: number): boolean {
    return !this.#layers.needEveryLine && !this.#look.isWorthIt(bytes, start, newline);
  }

  #readOdd(text: LoadedText, start: number, newline: number): void {
    const { position, ledger } = this.#options;
    const { bytes } = text;
    const unwrapped = this.unwrapper?.take(bytes, start, newline, position.line) ?? 'no';
    if (unwrapped === 'record') return;
    if (unwrapped === 'wrapping') ledger.lines.foreign++;
    else if (this.onlyForm !== null) this.#countUnread(bytes, start, newline, this.onlyForm);
    else if (!this.#odd.line(text, start, newline, Math.min(this.#nextTag, newline)))
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
