import type { TraceLineSink } from '../model/trace-line.js';
import * as generated from './generated/recognisers.js';
import type { HeaderSink } from './headers.js';
import type { LayerSink, OriginSink } from './layer-sink.js';
import type { MarkSink } from './marks.js';
import type { SymbolTable } from './symbols.js';
import { Instance, Module } from './wasm/engine.js';

/** Makes an integer of the place of a text in the memory. */
export type Place = (start: number, end: number) => number;

/** Hands the message at an index of the memory's words to the sink, and returns the index of the next one. */
export type Reader<Sink> = (words: Int32Array, at: number, sink: Sink, place: Place) => number;

/** What each grammar's recogniser is called in the module. */
type RecogniserName = 'traceLine' | 'layer' | 'origin' | 'mark' | 'header';

/** What `npm run grammar` makes of each grammar. */
export interface Grammar<Sink> {
  readonly name: RecogniserName;
  readonly read: Reader<Sink>;
}

export const TRACE_LINES: Grammar<TraceLineSink> = {
  name: 'traceLine',
  read: generated.traceLine as Reader<TraceLineSink>,
};
export const LAYERS: Grammar<LayerSink> = { name: 'layer', read: generated.layer as Reader<LayerSink> };
export const ORIGINS: Grammar<OriginSink> = { name: 'origin', read: generated.origin as Reader<OriginSink> };
export const MARKS: Grammar<MarkSink> = { name: 'mark', read: generated.mark as Reader<MarkSink> };
export const HEADERS: Grammar<HeaderSink> = { name: 'header', read: generated.header as Reader<HeaderSink> };

/** The first bytes of every line of header.ne: for each place, which there can be. */
export const HEADER_OPENINGS = generated.headerOpenings as readonly (readonly (readonly number[])[])[];

/** The recognisers of all grammars, for lines whose tag is nftrace. */
export const RECOGNISERS = new Module(Buffer.from(generated.recognisers as string, 'base64'));

/** See compile.ts: recognises lines from `place` on until one begins at `end`. */
type Recognise = (place: number, end: number) => number;

/** The recognisers of a module, over the texts in the memory of a symbol table. */
export function bindRecognisers(
  module: Module,
  { memory, read, guess }: SymbolTable,
): Readonly<Record<RecogniserName, Recognise>> {
  const { exports } = new Instance(module, { env: { memory: memory.memory, read, guess } });
  return exports as Readonly<Record<RecogniserName, Recognise>>;
}
