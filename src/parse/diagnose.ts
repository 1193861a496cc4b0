import type { Parser } from 'nearley';
import type { CompiledGrammar, GrammarRule, GrammarSymbol, Postprocessor } from './compile/grammar.js';
import { parsersFor, refusedAt } from './quiet-parser.js';

/** Why a text is not in its grammar. */
export interface Diagnosis {
  /** From 1, in bytes. One beyond the last byte where the line ends too early. */
  readonly column: number;
  /** What could stand there instead, in the words of the grammar; never empty. */
  readonly expected: readonly string[];
  /** Both as a phrase: `column 31: expected ", NS: "`. */
  readonly message: string;
}

/** The parts of nearley's Earley table that its type declarations leave out. */
interface State {
  readonly rule: GrammarRule;
  readonly dot: number;
  /** Where the rule began. */
  readonly reference: number;
  readonly wantedBy: readonly State[];
}

interface Column {
  readonly states: readonly (State & { readonly isComplete: boolean })[];
  /** Those that are about to read a character. */
  readonly scannable: readonly State[];
}

interface Table {
  readonly table: readonly Column[];
}

/** Something that a line could have gone on with, and where it would have begun. */
interface Expectation {
  readonly what: string;
  readonly from: number;
  /** It is a rule that has begun well and may also be complete. */
  readonly begun: boolean;
}

/** How a grammar speaks of its texts. */
export interface Manner {
  /** The postprocessors of the rules that are named in diagnoses as a whole, whatever they are made of. */
  readonly atoms: readonly Postprocessor[];
  /** What its texts are called where they could have ended. */
  readonly end: string;
  /** Rules that can stand nearly anywhere and that nobody misses: named only where nothing else could stand. */
  readonly unsaid?: readonly string[];
}

/** Asks nearley what is wrong with a line. */
export class Diagnostician {
  readonly #newParser: () => Parser;
  readonly #start: string;
  readonly #manner: Manner;

  constructor(compiled: CompiledGrammar, manner: Manner) {
    this.#start = compiled.ParserStart;
    this.#manner = manner;
    this.#newParser = parsersFor(compiled);
  }

  /**
   * Says why a line that the recogniser refused is refused; `from` is where in it the grammar's text begins. Throws
   * where nearley accepts it.
   */
  diagnose(whole: string, from = 0): Diagnosis {
    const parser = this.#newParser();
    const line = whole.slice(from);
    let at = line.length;
    try {
      parser.feed(line);
    } catch (error) {
      at = refusedAt(error);
    }
    if (at === line.length && parser.results.length > 0) {
      throw new Error(`internal error: recogniser and grammar disagree on the line ${JSON.stringify(line)}`);
    }
    const { atoms, end } = this.#manner;
    const column = (parser as unknown as Table).table[at];
    const expectations = (column?.scannable ?? []).map((state) => expectationOf(state, at, atoms));
    const ended = column?.states.some(({ rule, isComplete }) => isComplete && rule.name === this.#start);
    if (ended) expectations.push({ what: end, from: at, begun: false });
    const said = expectations.filter(({ what }) => this.#manner.unsaid?.includes(what) !== true);
    return describe(said.length > 0 ? said : expectations, at, from);
  }
}

/** A literal half read says most; what a rule half read could go on with says least. */
function describe(all: Expectation[], at: number, before: number): Diagnosis {
  const whole = all.filter(({ begun }) => !begun);
  const relevant = whole.length > 0 ? whole : all;
  const from = Math.min(at, ...relevant.map((expectation) => expectation.from));
  const expected = [...new Set(relevant.filter((e) => e.from === from).map(({ what }) => what))].sort();
  const column = before + from + 1;
  return { column, expected, message: `column ${column}: expected ${expected.join(' or ')}` };
}

/** The literal, the atom or the rule that a state is reading. */
function expectationOf(state: State, at: number, atoms: readonly Postprocessor[]): Expectation {
  const path = [state, ...ancestors(state)];
  const atom = path.find(({ rule: { postprocess } }) => postprocess && atoms.includes(postprocess));
  if (atom) return { what: words(atom.rule.name), from: atom.reference, begun: atom.reference < at };
  const { rule, reference, dot } = state;
  if (/\$string\$\d+$/.test(rule.name)) return { what: quoted(rule.symbols), from: reference, begun: false };
  const symbol = rule.symbols[dot];
  if (typeof symbol === 'object' && 'literal' in symbol)
    return { what: quoted([symbol]), from: at, begun: false };
  const named = path.find((outer) => !outer.rule.name.includes('$')) ?? state;
  return { what: words(named.rule.name), from: named.reference, begun: named.reference < at };
}

/** The rules that a state is part of, innermost first. One way up will do: each line has one derivation. */
function ancestors(state: State): State[] {
  const found: State[] = [];
  for (let up = state.wantedBy[0]; up !== undefined && !found.includes(up); up = up.wantedBy[0])
    found.push(up);
  return found;
}

function quoted(symbols: readonly GrammarSymbol[]): string {
  return JSON.stringify(
    symbols.map((s) => (typeof s === 'object' && 'literal' in s ? s.literal : '')).join(''),
  );
}

/** A rule's name as people say it, without what nearleyc appends. */
function words(rule: string): string {
  return rule.replace(/\$.*/, '').replaceAll('_', ' ');
}
