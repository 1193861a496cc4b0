import type { Ledger } from '../model/ledger.js';
import { NONE } from '../model/symbol.js';
import type { Position } from '../model/trace-line.js';
import type { WrappedRecord } from '../model/wrapped-record.js';
import type { Complaints } from './complaints.js';
import type { Layers } from './layers.js';
import type { LoadedText, TextLoader } from './loaded-text.js';
import type { LossMarks } from './marks.js';
import type { SymbolTable } from './symbols.js';
import { HEADER_OPENINGS } from './recogniser.js';
import type { TagSearch } from './tag-search.js';
import { unescaped } from './unescaped.js';

const NEWLINE = 10;
const BACKSLASH = 92;
/** A piece that is longer is no trace line, as names are short. */
const LONGEST_PIECE = 4096;

/** What there is on one line of the input. */
interface Found {
  /** Trace lines. */
  trace: number;
  /** Tags without a trace line. */
  malformed: number;
}

/** A text in a buffer, and where the first tag in it is: at `end` where there is none. */
interface Text {
  readonly loaded: LoadedText;
  readonly start: number;
  readonly end: number;
  readonly tag: number;
  readonly isFromKernel: boolean;
}

export interface OddLinesOptions {
  readonly loader: TextLoader;
  readonly layers: Layers;
  readonly symbols: SymbolTable;
  readonly position: Position;
  readonly ledger: Ledger;
  readonly complaints: Complaints;
  readonly marks: LossMarks;
  readonly tag: TagSearch;
}

/**
 * Reads the lines that are not just a trace line with the kernel's own time: those with other times and origins
 * around them, with several trace lines on one, with escapes, and those that came in a container.
 */
export class OddLines {
  private readonly options: OddLinesOptions;
  private readonly piece = Buffer.alloc(LONGEST_PIECE);
  /** Buffers for texts that do not stand in the input as they are. */
  private readonly spare: Buffer[] = [];

  constructor(options: OddLinesOptions) {
    this.options = options;
  }

  /** Reads the line in [start, end) of a buffer and counts it; false where it is neither a trace line nor tagged. */
  line(loaded: LoadedText, start: number, end: number, tag: number): boolean {
    const found: Found = { trace: 0, malformed: 0 };
    if (isHeader(loaded.bytes, start, end)) {
      if (loaded.header(start) >= 0) return false;
      found.malformed++;
      this.options.complaints.addHeader(loaded.bytes.toString('latin1', start, end));
    } else this.text({ loaded, start, end, tag, isFromKernel: true }, found);
    return this.count(found);
  }

  /** The same for what was in a container, of which another line of the input held the text. */
  record(record: WrappedRecord): boolean {
    const { position, symbols, marks } = this.options;
    const found: Found = { trace: 0, malformed: 0 };
    const { line } = position;
    position.line = record.line;
    if (record.seq >= 0) marks.record(record.seq);
    Object.assign(position, record.time);
    position.caller = record.caller === '' ? NONE : symbols.intern(record.caller);
    this.lines(record.text, found, record.isFromKernel);
    const counted = this.count(found);
    position.line = line;
    return counted;
  }

  /** Reads texts of several lines, in a buffer of their own. */
  private lines(text: Buffer, found: Found, isFromKernel: boolean): void {
    const isShort = text.length < LONGEST_PIECE;
    const bytes = (isShort && this.spare.pop()) || Buffer.alloc(Math.max(text.length + 1, LONGEST_PIECE));
    text.copy(bytes);
    bytes[text.length] = NEWLINE;
    const { tag, loader } = this.options;
    const loaded = loader.load(bytes, text.length + 1);
    for (let start = 0; start <= text.length;) {
      const end = bytes.indexOf(NEWLINE, start);
      this.text({ loaded, start, end, tag: tag.next(bytes, start, end), isFromKernel }, found);
      start = end + 1;
    }
    loaded.unload();
    if (isShort) this.spare.push(bytes);
  }

  private text(text: Text, found: Found): void {
    const { layers, complaints, marks } = this.options;
    const { loaded, end, tag } = text;
    const at = layers.peel(text.start, tag, loaded);
    if (layers.lost > 0) marks.dropped(layers.lost);
    if (layers.seq >= 0) marks.record(layers.seq);
    this.takeOrigin(loaded);
    if (layers.seq >= 0 && hasBackslash(loaded.bytes, at, end)) {
      const plain = unescaped(loaded.bytes.subarray(at, end));
      this.lines(plain, found, text.isFromKernel);
    } else if (tag >= end) loaded.mark(at);
    else if (!text.isFromKernel || layers.isFromProgram) {
      found.malformed++;
      complaints.addProgram(loaded.bytes.toString('latin1', text.start, end));
    } else if (loaded.traceLine(at) >= 0) found.trace++;
    else {
      loaded.mark(at); // journald did not write what stood behind the tag.
      this.pieces(text, at, found);
    }
  }

  /** Several trace lines on one, or one that is not understood. */
  private pieces({ loaded, start, end, tag }: Text, at: number, found: Found): void {
    let refused = 0;
    for (let from = at, next = tag; from < end; from = next) {
      next = this.options.tag.next(loaded.bytes, Math.max(from, next) + 1, end);
      if (this.isTraceLine(loaded.bytes, from, next)) found.trace++;
      else refused++;
    }
    if (refused === 0) return;
    found.malformed += refused;
    this.options.complaints.add(loaded.bytes.toString('latin1', start, end), at - start);
  }

  private isTraceLine(bytes: Buffer, from: number, end: number): boolean {
    const length = end - from;
    if (length >= LONGEST_PIECE) return false;
    bytes.copy(this.piece, 0, from, end);
    this.piece[length] = NEWLINE;
    const piece = this.options.loader.load(this.piece, length + 1);
    const isOne = piece.traceLine(0) >= 0;
    piece.unload();
    return isOne;
  }

  /** What stands around the line says more than the container around that. */
  private takeOrigin(loaded: LoadedText): void {
    const { layers, position } = this.options;
    if (layers.sec >= 0) {
      position.sec = layers.sec;
      position.usec = layers.usec;
      position.clock = layers.clock;
    }
    const { callerStart, callerEnd } = layers;
    if (callerEnd > callerStart) position.caller = loaded.symbol(callerStart, callerEnd);
  }

  /** Counts a line; those that are read elsewhere have nothing around them again. */
  private count({ trace, malformed }: Found): boolean {
    const { ledger, position } = this.options;
    position.sec = -1;
    position.usec = position.clock = 0;
    position.caller = NONE;
    if (malformed > 0) ledger.lines.malformed++;
    else if (trace > 0) ledger.lines.trace++;
    ledger.joined += malformed > 0 ? trace : Math.max(trace - 1, 0);
    return trace + malformed > 0;
  }
}

/** Faster than to search: most texts are short, and the chunk behind them is long. */
function hasBackslash(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}

const HEADER = HEADER_OPENINGS[0]!;

/** Whether a line is one of a capture's header, or is damaged. */
function isHeader(bytes: Buffer, start: number, end: number): boolean {
  return end - start >= HEADER.length && HEADER.every((set, i) => set.includes(bytes[start + i]!));
}
