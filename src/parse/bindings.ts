import type { TraceLineSink } from '../model/trace-line.js';
import type { HeaderSink } from './headers.js';
import type { Layers } from './layers.js';
import type { MarkSink } from './marks.js';
import {
  bindRecogniser,
  HEADERS,
  LAYERS,
  MARKS,
  ORIGINS,
  type Bind,
  type Recogniser,
  type Texts,
} from './recogniser.js';
import type { SymbolTable } from './symbols.js';

/** All recognisers, bound to one buffer. */
export interface Bound {
  readonly bytes: Buffer;
  readonly traceLine: Recogniser;
  readonly layer: Recogniser;
  readonly origin: Recogniser;
  readonly mark: Recogniser;
  readonly header: Recogniser;
}

/** What recognised lines are handed to. */
export interface Sinks {
  readonly traceLines: TraceLineSink;
  readonly layers: Layers;
  readonly marks: MarkSink;
  readonly headers: HeaderSink;
}

/** Binds recognisers to buffers. To bind takes longer than to read a line, and the same buffers come again. */
export class Bindings {
  private readonly known = new WeakMap<Buffer, Bound>();
  private readonly sinks: Sinks;
  private readonly symbols: SymbolTable;
  private readonly traceLine: Bind<TraceLineSink>;

  constructor(sinks: Sinks, symbols: SymbolTable, traceLine: Bind<TraceLineSink>) {
    this.sinks = sinks;
    this.symbols = symbols;
    this.traceLine = traceLine;
  }

  /** Makes the symbol table read from a buffer and returns what is bound to that. */
  attach(bytes: Buffer): Bound {
    this.symbols.attach(bytes);
    let bound = this.known.get(bytes);
    if (bound === undefined) {
      bound = this.bind(bytes);
      this.known.set(bytes, bound);
    }
    return bound;
  }

  private bind(bytes: Buffer): Bound {
    const { traceLines, layers, marks, headers } = this.sinks;
    const places: Texts = { read: (start, end) => layers.place(start, end), guess: () => 0 };
    return {
      bytes,
      traceLine: bindRecogniser(this.traceLine, bytes, traceLines, this.symbols),
      layer: bindRecogniser(LAYERS, bytes, layers, places),
      origin: bindRecogniser(ORIGINS, bytes, layers, places),
      mark: bindRecogniser(MARKS, bytes, marks, places),
      header: bindRecogniser(HEADERS, bytes, headers, this.symbols),
    };
  }
}
