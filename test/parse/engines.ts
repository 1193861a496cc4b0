import nearley from 'nearley';
import type { CompiledGrammar } from '../../src/parse/compile/grammar.js';
import { TRACE_LINE } from '../../src/parse/grammars.js';
import { bindRecognisers, RECOGNISERS, TRACE_LINES, type Grammar } from '../../src/parse/recogniser.js';
import { SymbolTable } from '../../src/parse/symbols.js';
import { emptyLedger } from '../../src/model/ledger.js';
import { noPosition } from '../../src/model/trace-line.js';
import { TAPE } from '../../src/parse/memory-layout.js';
import { LineParser } from '../../src/parse/lines.js';
import { Recording, type Recorded } from './recording.js';

/** What the recogniser makes of a line (latin1, without "\n"); null where it refuses. */
export type Engine = (line: string) => Recorded | null;

/** The recogniser of trace lines. */
export function recogniserEngine(): Engine {
  const symbols = new SymbolTable();
  const sink = new Recording(symbols);
  return engineOf(TRACE_LINES, symbols, sink, sink.all);
}

/**
 * That of another grammar; `fields` are the names of what each kind hands over, of which `texts` are texts: symbols, or
 * where they stand.
 */
export function engineFor<Sink>(
  grammar: Grammar<Sink>,
  fields: Readonly<Record<string, readonly string[]>>,
  texts: readonly string[],
): Engine {
  const symbols = new SymbolTable();
  const all: Recorded[] = [];
  const places: string[] = [];
  const textOf = (value: number): string | null =>
    value < 0 ? places[~value]! : value === 0 ? null : symbols.text(value);
  const handlers = Object.entries(fields).map(([kind, names]) => {
    const record = (...values: number[]): void => {
      const named = names.map((name, i) => {
        const value = values[i]!;
        return [name, texts.includes(name) ? textOf(value) : value];
      });
      all.push({ kind, ...Object.fromEntries(named) });
    };
    return [kind, record];
  });
  return engineOf(
    grammar,
    symbols,
    Object.fromEntries(handlers) as Sink,
    all,
    (text) => ~(places.push(text) - 1),
  );
}

/** Nothing but rubbish stands behind the line. */
function engineOf<Sink>(
  grammar: Grammar<Sink>,
  symbols: SymbolTable,
  sink: Sink,
  all: Recorded[],
  place: (text: string) => number = () => 0,
): Engine {
  const { memory } = symbols;
  const recognise = bindRecognisers(RECOGNISERS, symbols)[grammar.name];
  const rubbish = Buffer.alloc(64, 0xaa);
  return (line) => {
    all.length = 0;
    const text = Buffer.concat([Buffer.from(`${line}\n`, 'latin1'), rubbish]);
    memory.reserve(text.length);
    const base = memory.load(text, text.length);
    const next = recognise(base, base);
    memory.unload(base);
    if (next < 0 && ~next !== base) throw new Error(`misread: ${line}`);
    if (next < 0) return null;
    grammar.read(memory.words, TAPE >> 2, sink, (start, end) =>
      place(memory.bytes.toString('latin1', start, end)),
    );
    if (next !== base + line.length + 1 || all.length !== 1) throw new Error(`misread: ${line}`);
    return all[0]!;
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
    const bytes = Buffer.alloc(line.length + 1);
    bytes.write(`${line}\n`, 0, 'latin1');
    sink.all.length = 0;
    parser.feed(bytes, line.length + 1);
    return sink.all[0] ?? null;
  };
}
