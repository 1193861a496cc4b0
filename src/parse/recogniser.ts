import type { TraceLineSink } from '../model/trace-line.js';
import * as generated from './generated/recognisers.js';
import type { LayerSink, OriginSink } from './layer-sink.js';
import type { MarkSink } from './marks.js';

/** Turns the bytes from `start` up to `end` of the bound buffer into an integer that stands for them. */
export type Intern = (start: number, end: number) => number;

/**
 * Hands the line at `at` to the sink and returns the index of the "\n" that ends it. Of a line that is not in
 * the grammar it returns `~index` of a place in it, at or before the byte where it went wrong.
 */
export type Recogniser = (at: number) => number;

/** A compiled grammar, still to be bound to a buffer. */
export type Bind<Sink> = (bytes: Uint8Array, view: DataView, sink: Sink, intern: Intern) => Recogniser;

/** How far behind the end of the last line a buffer must reach: recogniser and symbol table load whole words. */
export const PADDING = 64;

/** The recognisers that `npm run grammar` makes of the grammars. */
export const TRACE_LINES = generated.traceLine as Bind<TraceLineSink>;
export const LAYERS = generated.layer as Bind<LayerSink>;
export const ORIGINS = generated.origin as Bind<OriginSink>;
export const MARKS = generated.mark as Bind<MarkSink>;

/** Binds a recogniser to a buffer whose last line ends at least PADDING bytes before its end. */
export function bindRecogniser<Sink>(
  bind: Bind<Sink>,
  bytes: Buffer,
  sink: Sink,
  intern: Intern,
): Recogniser {
  return bind(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), sink, intern);
}
