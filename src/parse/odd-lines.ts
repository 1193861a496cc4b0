import type { Ledger } from '../model/ledger.js';
import { NONE } from '../model/symbol.js';
import type { Position } from '../model/trace-line.js';
import type { WrappedRecord } from '../model/wrapped-record.js';
import type { Bindings, Bound } from './bindings.js';
import type { Complaints } from './complaints.js';
import type { Layers } from './layers.js';
import type { LossMarks } from './marks.js';
import { isHeader } from './quick-look.js';
import { PADDING } from './recogniser.js';
import type { SymbolTable } from './symbols.js';
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
  readonly bound: Bound;
  readonly start: number;
  readonly end: number;
  readonly tag: number;
  readonly isFromKernel: boolean;
}

export interface OddLinesOptions {
  readonly bindings: Bindings;
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
  private readonly piece = Buffer.alloc(LONGEST_PIECE + PADDING);
  /** Buffers for texts that do not stand in the input as they are. */
  private readonly spare: Buffer[] = [];

  constructor(options: OddLinesOptions) {
    this.options = options;
  }

  /** Reads the line in [start, end) of a buffer and counts it; false where it is neither a trace line nor tagged. */
  line(bound: Bound, start: number, end: number, tag: number): boolean {
    const found: Found = { trace: 0, malformed: 0 };
    if (isHeader(bound.bytes, start, end)) {
      if (bound.header(start) >= 0) return false;
      found.malformed++;
      this.options.complaints.addHeader(bound.bytes.toString('latin1', start, end));
    } else this.text({ bound, start, end, tag, isFromKernel: true }, found);
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
    const bytes =
      (isShort && this.spare.pop()) || Buffer.alloc(Math.max(text.length + 1, LONGEST_PIECE) + PADDING);
    text.copy(bytes);
    bytes[text.length] = NEWLINE;
    const { tag, bindings } = this.options;
    const bound = bindings.attach(bytes);
    for (let start = 0; start <= text.length;) {
      const end = bytes.indexOf(NEWLINE, start);
      this.text({ bound, start, end, tag: tag.next(bytes, start, end), isFromKernel }, found);
      start = end + 1;
    }
    if (isShort) this.spare.push(bytes);
  }

  private text(text: Text, found: Found): void {
    const { layers, complaints, marks } = this.options;
    const { bound, end, tag } = text;
    const at = layers.peel(text.start, tag, bound);
    if (layers.lost > 0) marks.dropped(layers.lost);
    if (layers.seq >= 0) marks.record(layers.seq);
    this.takeOrigin();
    if (layers.seq >= 0 && hasBackslash(bound.bytes, at, end)) {
      const plain = unescaped(bound.bytes.subarray(at, end));
      this.lines(plain, found, text.isFromKernel);
      this.options.bindings.attach(bound.bytes);
    } else if (tag >= end) bound.mark(at);
    else if (!text.isFromKernel || layers.isFromProgram) {
      found.malformed++;
      complaints.addProgram(bound.bytes.toString('latin1', text.start, end));
    } else if (bound.traceLine(at) >= 0) found.trace++;
    else {
      bound.mark(at); // journald did not write what stood behind the tag.
      this.pieces(text, at, found);
    }
  }

  /** Several trace lines on one, or one that is not understood. */
  private pieces({ bound, start, end, tag }: Text, at: number, found: Found): void {
    let refused = 0;
    for (let from = at, next = tag; from < end; from = next) {
      next = this.options.tag.next(bound.bytes, Math.max(from, next) + 1, end);
      if (this.isTraceLine(bound.bytes, from, next)) found.trace++;
      else refused++;
    }
    this.options.bindings.attach(bound.bytes);
    if (refused === 0) return;
    found.malformed += refused;
    this.options.complaints.add(bound.bytes.toString('latin1', start, end), at - start);
  }

  private isTraceLine(bytes: Buffer, from: number, end: number): boolean {
    const length = end - from;
    if (length >= LONGEST_PIECE) return false;
    bytes.copy(this.piece, 0, from, end);
    this.piece[length] = NEWLINE;
    return this.options.bindings.attach(this.piece).traceLine(0) >= 0;
  }

  /** What stands around the line says more than the container around that. */
  private takeOrigin(): void {
    const { layers, position, symbols } = this.options;
    if (layers.sec >= 0) {
      position.sec = layers.sec;
      position.usec = layers.usec;
      position.clock = layers.clock;
    }
    const { callerStart, callerEnd } = layers;
    if (callerEnd > callerStart) position.caller = symbols.read(callerStart, callerEnd, 0);
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
