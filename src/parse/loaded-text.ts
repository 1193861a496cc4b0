import type { Ledger } from '../model/ledger.js';
import type { SymbolId } from '../model/symbol.js';
import type { Position, TraceLineSink } from '../model/trace-line.js';
import type { HeaderSink } from './headers.js';
import type { Layers } from './layers.js';
import type { MarkSink } from './marks.js';
import { AT, LAST_FOUND, SKIPPED, TAPE } from './memory-layout.js';
import {
  bindRecognisers,
  HEADERS,
  LAYERS,
  MARKS,
  ORIGINS,
  TRACE_LINES,
  type Grammar,
  type Place,
} from './recogniser.js';
import type { SymbolTable } from './symbols.js';
import type { Module } from './wasm/engine.js';

/** What recognised lines are handed to. */
export interface Sinks {
  readonly traceLines: TraceLineSink;
  readonly layers: Layers;
  readonly marks: MarkSink;
  readonly headers: HeaderSink;
}

/** Loads texts where they can be recognised. Those loaded later are to be unloaded sooner. */
export class TextLoader {
  readonly sinks: Sinks;
  readonly symbols: SymbolTable;
  readonly position: Position;
  readonly recognise: ReturnType<typeof bindRecognisers>;

  constructor(module: Module, symbols: SymbolTable, position: Position, sinks: Sinks) {
    this.sinks = sinks;
    this.symbols = symbols;
    this.position = position;
    this.recognise = bindRecognisers(module, symbols);
  }

  /** Loads the lines in the first bytes of a buffer, up to `length`; the last one ends in "\n", too. */
  load(bytes: Buffer, length: number): LoadedText {
    return new LoadedText(this, bytes, length);
  }
}

/**
 * Lines that can be recognised, as long as they are loaded. Places are counted in the buffer that they were loaded from. A
 * method that recognises one line hands it to its sink and returns where the "\n" is that ends it; where it is not in the grammar, `~` of
 * where it begins.
 */
export class LoadedText {
  readonly bytes: Buffer;
  private readonly loader: TextLoader;
  private readonly base: number;
  private readonly place: Place;

  constructor(loader: TextLoader, bytes: Buffer, length: number) {
    const { memory } = loader.symbols;
    memory.reserve(mostSymbols(length));
    const base = memory.load(bytes, length);
    this.loader = loader;
    this.bytes = bytes;
    this.base = base;
    this.place = (start, end) => loader.sinks.layers.place(start - base, end - base);
  }

  unload(): void {
    this.loader.symbols.memory.unload(this.base);
  }

  /**
   * Hands the trace lines from `start` up to `end` to the sink, and counts them and those between them that nobody needs
   * to look at, which are none where `everyLine` counts. Returns where the line behind them begins; `~` of that where it is
   * to be looked at.
   */
  traceLines(start: number, end: number, everyLine: boolean, lines: Ledger['lines']): number {
    const { recognise, sinks, position, symbols } = this.loader;
    const { memory } = symbols;
    memory.words[AT.everyLine >> 2] = everyLine ? 1 : 0;
    const stop = recognise.traceLine(this.base + start, this.base + end);
    const last = memory.words[AT.tapeEnd >> 2]! >> 2;
    let [trace, skipped] = [0, 0];
    for (let at = TAPE >> 2; at < last;) {
      // What takes a line may intern a text, for which the memory may grow.
      const { words } = memory;
      if (words[at] === SKIPPED) {
        const count = words[at + 1]!;
        position.line += count;
        skipped += count;
        at += 2;
      } else {
        position.line++;
        trace++;
        at = TRACE_LINES.read(words, at, sinks.traceLines, this.place);
      }
    }
    lines.trace += trace;
    lines.foreign += skipped;
    return this.here(stop);
  }

  traceLine(at: number): number {
    return this.one(TRACE_LINES, this.loader.sinks.traceLines, at);
  }

  layer(at: number): number {
    return this.one(LAYERS, this.loader.sinks.layers, at);
  }

  origin(at: number): number {
    return this.one(ORIGINS, this.loader.sinks.layers, at);
  }

  mark(at: number): number {
    return this.one(MARKS, this.loader.sinks.marks, at);
  }

  header(at: number): number {
    return this.one(HEADERS, this.loader.sinks.headers, at);
  }

  /** The symbol of a text that stands here. */
  symbol(start: number, end: number): SymbolId {
    return this.loader.symbols.read(this.base + start, this.base + end, 0, LAST_FOUND);
  }

  private one<Sink>({ name, read }: Grammar<Sink>, sink: Sink, at: number): number {
    const stop = this.loader.recognise[name](this.base + at, this.base + at);
    if (stop < 0) return this.here(stop);
    read(this.loader.symbols.memory.words, TAPE >> 2, sink, this.place);
    return this.here(stop) - 1;
  }

  /** A place in the memory as one in the buffer. */
  private here(place: number): number {
    return place >= 0 ? place - this.base : ~(~place - this.base);
  }
}

/** No line has so many texts that a symbol is less than four bytes long, with what stands between them. */
function mostSymbols(length: number): number {
  return (length >> 2) + 1;
}
