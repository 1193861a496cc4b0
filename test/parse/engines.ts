import nearley from 'nearley';
import type { CompiledGrammar } from '../../src/parse/compile/grammar.js';
import { GRAMMAR } from '../../src/parse/nftrace-grammar.js';
import { bindRecogniser, PADDING, type Bind } from '../../src/parse/recogniser.js';
import { SymbolTable } from '../../src/parse/symbols.js';
import { Recording, type Recorded } from './recording.js';

/** What the recogniser makes of a line (latin1, without "\n"); null where it refuses. */
export type Engine = (line: string) => Recorded | null;

const LONGEST = 1 << 14;

/** The recogniser, in a buffer where nothing but rubbish stands behind the line. */
export function recogniserEngine(bind?: Bind): Engine {
  const bytes = Buffer.alloc(LONGEST + PADDING);
  const symbols = new SymbolTable();
  symbols.attach(bytes);
  const sink = new Recording(symbols);
  const recognise = bindRecogniser(bytes, sink, (start, end) => symbols.read(start, end), bind);
  return (line) => {
    bytes.fill(0xaa, 0, line.length + PADDING);
    bytes.write(`${line}\n`, 0, 'latin1');
    sink.all.length = 0;
    const end = recognise(0);
    if (end >= 0 && (end !== line.length || sink.all.length !== 1)) throw new Error(`misread: ${line}`);
    if (end < 0 && (~end > line.length || sink.all.length !== 0)) throw new Error(`misread: ${line}`);
    return sink.all[0] ?? null;
  };
}

/** The same from nearley. Throws where a line has two derivations. */
export function nearleyEngine(compiled: CompiledGrammar = GRAMMAR): Engine {
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
