import nearley from 'nearley';
import type { CompiledGrammar } from '../../src/parse/compile/grammar.js';
import type { TraceLineSink } from '../../src/model/trace-line.js';
import { TRACE_LINE } from '../../src/parse/grammars.js';
import { bindRecogniser, PADDING, TRACE_LINES, type Bind, type Texts } from '../../src/parse/recogniser.js';
import { SymbolTable } from '../../src/parse/symbols.js';
import { emptyLedger } from '../../src/model/ledger.js';
import { noPosition } from '../../src/model/trace-line.js';
import { LineParser } from '../../src/parse/lines.js';
import { Recording, type Recorded } from './recording.js';

/** What the recogniser makes of a line (latin1, without "\n"); null where it refuses. */
export type Engine = (line: string) => Recorded | null;

const LONGEST = 1 << 14;

/** The recogniser, in a buffer where nothing but rubbish stands behind the line. */
export function recogniserEngine(bind: Bind<TraceLineSink> = TRACE_LINES): Engine {
  const symbols = new SymbolTable();
  const sink = new Recording(symbols);
  return engineOf(bind, sink, sink.all, (bytes) => {
    symbols.attach(bytes);
    return symbols;
  });
}

/** The same for a grammar whose texts are places in the line; `fields` are the names of what each kind hands over. */
export function placesEngine<Sink>(
  bind: Bind<Sink>,
  fields: Readonly<Record<string, readonly string[]>>,
  texts: readonly string[],
): Engine {
  const all: Recorded[] = [];
  let places: string[] = [];
  const handlers = Object.entries(fields).map(([kind, names]) => {
    const record = (...values: number[]): void => {
      const named = names.map((name, i) => {
        const value = values[i]!;
        return [name, texts.includes(name) ? (value === 0 ? null : places[value - 1]!) : value];
      });
      all.push({ kind, ...Object.fromEntries(named) });
      places = [];
    };
    return [kind, record];
  });
  return engineOf(bind, Object.fromEntries(handlers) as Sink, all, (bytes) => {
    return {
      read: (start, end) => places.push(bytes.toString('latin1', start, end)),
      guess: () => 0,
    };
  });
}

function engineOf<Sink>(
  bind: Bind<Sink>,
  sink: Sink,
  all: Recorded[],
  textsOf: (bytes: Buffer) => Texts,
): Engine {
  const bytes = Buffer.alloc(LONGEST + PADDING);
  const recognise = bindRecogniser(bind, bytes, sink, textsOf(bytes));
  return (line) => {
    bytes.fill(0xaa, 0, line.length + PADDING);
    bytes.write(`${line}\n`, 0, 'latin1');
    all.length = 0;
    const end = recognise(0);
    if (end >= 0 && (end !== line.length || all.length !== 1)) throw new Error(`misread: ${line}`);
    if (end < 0 && (~end > line.length || all.length !== 0)) throw new Error(`misread: ${line}`);
    return all[0] ?? null;
  };
}

/** The same from nearley. Throws where a line has two derivations. */
export function nearleyEngine(compiled: CompiledGrammar = TRACE_LINE.grammar): Engine {
  const grammar = nearley.Grammar.fromCompiled(compiled);
  // Its own message takes longer than the parse.
  class QuietParser extends nearley.Parser {
    reportError(): string {
      return '';
    }
  }
  return (line) => {
    const parser = new QuietParser(grammar);
    try {
      parser.feed(line);
    } catch {
      return null;
    }
    if (parser.results.length > 1) throw new Error(`ambiguous: ${line}`);
    const [result] = parser.results as Recorded[];
    return result ?? null;
  };
}

/** All that nfpath knows of a line: what stands around it, too. The time zone is UTC. */
export function lineEngine(): (line: string) => Recorded | null {
  const symbols = new SymbolTable();
  const position = noPosition();
  const sink = new Recording(symbols, position);
  return (line) => {
    const parser = new LineParser({
      sink,
      symbols,
      position,
      ledger: emptyLedger(),
      timezone: 'UTC',
      onLoss: () => {},
      onBoot: () => {},
    });
    const bytes = Buffer.alloc(line.length + 1 + PADDING);
    bytes.write(`${line}\n`, 0, 'latin1');
    sink.all.length = 0;
    parser.feed(bytes, line.length + 1);
    return sink.all[0] ?? null;
  };
}
