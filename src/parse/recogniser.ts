import type { SymbolId } from '../model/symbol.js';
import type { TraceLineSink } from '../model/trace-line.js';
import * as generated from './generated/recogniser.js';

/** Turns the bytes from `start` up to `end` of the bound buffer into a symbol. */
export type Intern = (start: number, end: number) => SymbolId;

/**
 * Hands the line at `at` to the sink and returns the index of the "\n" that ends it. Of a line that is not in
 * the grammar it returns `~index` of a place in it, at or before the byte where it went wrong.
 */
export type Recogniser = (at: number) => number;

/** A compiled grammar, still to be bound to a buffer. */
export type Bind = (bytes: Uint8Array, view: DataView, sink: TraceLineSink, intern: Intern) => Recogniser;

/** How far behind the end of the last line a buffer must reach: recogniser and symbol table load whole words. */
export const PADDING = 64;

/** The recogniser of nftrace's own lines, made from the grammar by `npm run grammar`. */
export const bindNftrace = generated.bind as unknown as Bind;

/** Binds a recogniser to a buffer whose last line ends at least PADDING bytes before its end. */
export function bindRecogniser(
  bytes: Buffer,
  sink: TraceLineSink,
  intern: Intern,
  bind = bindNftrace,
): Recogniser {
  return bind(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), sink, intern);
}
