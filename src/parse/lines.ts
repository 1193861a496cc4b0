import type { Unwrapper, WrappedRecord } from '../model/wrapped-record.js';
import { Complaints } from './complaints.js';
import { findByte } from './find-byte.js';
import { CaptureHeaders } from './headers.js';
import { Layers } from './layers.js';
import type { LineParserOptions } from './line-parser-options.js';
import { TextLoader, type LoadedText } from './loaded-text.js';
import { LossMarks } from './marks.js';
import { OddLines } from './odd-lines.js';
import { isBlank } from './blank.js';
import { linesTagged } from './tag.js';
import { TagSearch } from './tag-search.js';
import { WallClock } from './wall-clock.js';

const NEWLINE = 10;
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
  readonly #odd: OddLines;
  readonly #complaints: Complaints;
  /** Start of the first tag at or behind the place where it was last looked for in this chunk. */
  #nextTag = -1;

  constructor(options: LineParserOptions) {
    const { sink, symbols, position, ledger, onMalformed } = options;
    const { tag, mark, module } = linesTagged(options.tag);
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
    this.#complaints = new Complaints(tag, position, onMalformed);
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
    const { position, ledger } = this.#options;
    const firstLine = position.line;
    for (let at = 0; at < end;) {
      const next = this.isText ? text.traceLines(at, end, this.#layers.needEveryLine, ledger.lines) : ~at;
      if (next >= 0) at = next;
      else {
        position.line++;
        const newline = findByte(chunk, NEWLINE, ~next);
        this.#read(text, ~next, newline, end);
        at = newline + 1;
      }
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

  /** Reads a line that is no trace line, or one with something around it. */
  #read(text: LoadedText, start: number, newline: number, end: number): void {
    const { bytes } = text;
    if (this.#nextTag < start) this.#nextTag = this.#tag.next(bytes, start, end);
    if (this.isText && isBlank(bytes, start, newline)) this.#options.ledger.lines.blank++;
    else this.#readOdd(text, start, newline);
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
