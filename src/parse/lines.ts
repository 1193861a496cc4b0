import type { Ledger } from '../model/ledger.js';
import type { Position, TraceLineSink } from '../model/trace-line.js';
import { Diagnostician, type Diagnosis } from './diagnose.js';
import { bindRecogniser, type Recogniser } from './recogniser.js';
import type { SymbolTable } from './symbols.js';
import { linesTagged, type TaggedLines } from './tag.js';

/** A line that carries the tag and that the grammar refuses. */
export interface MalformedLine extends Pick<Position, 'file' | 'line'>, Diagnosis {
  /** The line as latin1, without its "\n". */
  readonly text: string;
}

export interface LineParserOptions {
  readonly sink: TraceLineSink;
  readonly symbols: SymbolTable;
  /** Tells the sink which line it is being given. The caller sets `file`, and `line` to 0, before each input. */
  readonly position: Position;
  /** What the lines are counted in. */
  readonly lines: Ledger['lines'];
  /** `--tag`; throws BadTag where no line can have it. */
  readonly tag?: string | undefined;
  /** Called for the first 100 malformed lines. The others are only counted: to say why costs time. */
  readonly onMalformed?: ((line: MalformedLine) => void) | undefined;
}

const NEWLINE = 10;
const MOST_DIAGNOSES = 100;

/** Sorts the lines of a log into trace lines, which go to the sink, and all others, which are counted. */
export class LineParser {
  readonly #options: LineParserOptions;
  readonly #tagged: TaggedLines;
  readonly #mark: Buffer;
  #diagnostician: Diagnostician | null = null;
  #diagnoses = 0;
  #chunk: Buffer | null = null;
  #recognise: Recogniser = (at) => ~at;
  /** Start of the first tag at or behind the place where it was last looked for in this chunk. */
  #nextMark = -1;

  constructor(options: LineParserOptions) {
    this.#options = options;
    this.#tagged = linesTagged(options.tag);
    this.#mark = Buffer.from(this.#tagged.mark, 'latin1');
  }

  /**
   * Parses the lines in the bytes [0, end) of a chunk. The last one ends in "\n", too. The chunk reaches at
   * least PADDING bytes beyond `end`; feeding the same Buffer again and again is fastest.
   */
  feed(chunk: Buffer, end: number): void {
    this.#attach(chunk);
    this.#nextMark = -1;
    const { position, lines } = this.#options;
    const recognise = this.#recognise;
    const firstLine = position.line;
    let trace = 0;
    for (let at = 0; at < end;) {
      position.line++;
      const result = recognise(at);
      if (result >= 0) {
        trace++;
        at = result + 1;
      } else at = this.#refused(chunk, at, chunk.indexOf(NEWLINE, ~result), end);
    }
    lines.trace += trace;
    lines.total += position.line - firstLine;
  }

  #attach(chunk: Buffer): void {
    const { sink, symbols } = this.#options;
    symbols.attach(chunk);
    if (chunk === this.#chunk) return;
    this.#chunk = chunk;
    this.#recognise = bindRecogniser(
      chunk,
      sink,
      (start, stop) => symbols.read(start, stop),
      this.#tagged.bind,
    );
  }

  /** Deals with a line that is no trace line, and with those behind it up to the next tag. Returns its end. */
  #refused(chunk: Buffer, start: number, newline: number, end: number): number {
    if (this.#nextMark < start) {
      const found = chunk.indexOf(this.#mark, start);
      this.#nextMark = found < 0 || found > end ? end : found;
    }
    if (this.#nextMark < newline) {
      this.#malformed(chunk, start, newline);
      return newline + 1;
    }
    this.#untagged(chunk, start, newline);
    return this.#skip(chunk, newline + 1, end);
  }

  /** Counts the lines from `start` on that have no tag, without asking the recogniser. */
  #skip(chunk: Buffer, start: number, end: number): number {
    const { position } = this.#options;
    let at = start;
    while (at < end) {
      const newline = chunk.indexOf(NEWLINE, at);
      if (this.#nextMark < newline) break;
      position.line++;
      this.#untagged(chunk, at, newline);
      at = newline + 1;
    }
    return at;
  }

  #untagged(chunk: Buffer, start: number, newline: number): void {
    if (isBlank(chunk, start, newline)) this.#options.lines.blank++;
    else this.#options.lines.foreign++;
  }

  #malformed(chunk: Buffer, start: number, newline: number): void {
    const { position, lines, onMalformed } = this.#options;
    lines.malformed++;
    if (++this.#diagnoses > MOST_DIAGNOSES) return;
    this.#diagnostician ??= new Diagnostician(this.#tagged.grammar);
    const text = chunk.toString('latin1', start, newline);
    const diagnosis = this.#diagnostician.diagnose(text);
    onMalformed?.({ file: position.file, line: position.line, text, ...diagnosis });
  }
}

/** Nothing but blanks, tabs and the CR of a DOS line end. */
function isBlank(chunk: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = chunk[at]!;
    if (byte !== 32 && (byte < 9 || byte > 13)) return false;
  }
  return true;
}
