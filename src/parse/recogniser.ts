import type { TraceLineSink } from '../model/trace-line.js';
import * as generated from './generated/recognisers.js';
import type { HeaderSink } from './headers.js';
import type { LayerSink, OriginSink } from './layer-sink.js';
import type { MarkSink } from './marks.js';

/** Turns texts of the bound buffer into integers that stand for them. */
export interface Texts {
  /** The text from `start` up to `end`, which is one of these kinds: see `guess`. */
  read(start: number, end: number, kinds: number): number;
  /**
   * What `read` would say of the 16 bytes from `start` on, where they were read as a text of this kind before (a bit);
   * else 0. To say 0 is always right.
   */
  guess(start: number, kind: number): number;
}

/**
 * Hands the line at `at` to the sink and returns the index of the "\n" that ends it. Of a line that is not in
 * the grammar it returns `~index` of a place in it, at or before the byte where it went wrong.
 */
export type Recogniser = (at: number) => number;

/** A compiled grammar, still to be bound to a buffer. */
export type Bind<Sink> = (bytes: Uint8Array, view: DataView, sink: Sink, texts: Texts) => Recogniser;

/** How far behind the end of the last line a buffer must reach: recogniser and symbol table load whole words. */
export const PADDING = 64;

/** The recognisers that `npm run grammar` makes of the grammars. */
export const TRACE_LINES = generated.traceLine as Bind<TraceLineSink>;
export const LAYERS = generated.layer as Bind<LayerSink>;
export const ORIGINS = generated.origin as Bind<OriginSink>;
export const MARKS = generated.mark as Bind<MarkSink>;
export const HEADERS = generated.header as Bind<HeaderSink>;

/** Texts by their first or last bytes: for each place, which bytes there can be. */
type Edges = readonly (readonly (readonly number[])[])[];

/** How some lines begin and end, computed from the grammars, too. */
export const EDGES = generated.edges as {
  /** The last two bytes of the lines of marks.ne. */
  readonly markEndings: Edges;
  /** The first bytes of the layer that tells of dropped messages, and of that which is a record of /dev/kmsg. */
  readonly droppedOpenings: Edges;
  readonly recordOpenings: Edges;
  /** The first bytes of every line of header.ne. */
  readonly headerOpenings: Edges;
};

/** Binds a recogniser to a buffer whose last line ends at least PADDING bytes before its end. */
export function bindRecogniser<Sink>(bind: Bind<Sink>, bytes: Buffer, sink: Sink, texts: Texts): Recogniser {
  return bind(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), sink, texts);
}
