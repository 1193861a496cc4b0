/**
 * Compiles grammars for nearley, written for single characters, to a module of WebAssembly that recognises lines in a
 * memory and writes their fields down. When this returns, its code accepts exactly the lines that nearley
 * accepts and finds the same values in them. It throws UnsoundGrammar where it cannot promise that. It needs:
 *
 *  1. Bytes are characters. Lines are latin1, and "\n" ends a line and is in no terminal; terminals are single
 *     characters and classes of them, not tokens of a lexer.
 *  2. The grammar is regular: a rule uses itself only as A -> A X | B, which is how nearley writes :* and :+
 *     and which means B X*. X is not empty.
 *  3. It is decided: at every choice and at every round of a loop the next 12 bytes say which way the line goes.
 *     They are followed byte by byte through all that may come, and behind the line's end anything may. So
 *     there is never a second derivation, and code that never goes back misses none.
 *  4. Results do not depend on what stands in the line: postprocessors are run here, on values that throw when
 *     they are touched, and what they put together is the pattern of the message.
 *  5. Values are made by the atoms int and text only, which the compiler knows. Within an atom no other
 *     postprocessor changes the text, an int has digits only and at most 15 of them, a loop holds no atom,
 *     and nothing that was not made by an atom is in a result.
 *  6. A text of 16 bytes that was read before is taken in one step where that cannot differ: see guesses.ts.
 */
import { TABLES, TAPE } from '../memory-layout.js';
import { I32 } from '../wasm/instructions.js';
import { WasmModule } from '../wasm/module.js';
import { Conditions } from './conditions.js';
import { Generator } from './generate.js';
import { UnsoundGrammar, type Atoms, type CompiledGrammar } from './grammar.js';
import { LineFunctions } from './line-functions.js';
import { Lookahead } from './lookahead.js';
import { Outlines } from './outlines.js';
import { Results, type Message } from './results.js';
import { addSkip, type WorthALook } from './skip-code.js';
import { Tables } from './tables.js';
import { TapeFormat } from './tape.js';
import { treeOf } from './tree.js';

/** A grammar that is to be compiled. */
export interface LinesToRecognise {
  /** What its recogniser is to be called. */
  readonly name: string;
  readonly grammar: CompiledGrammar;
  readonly atoms: Atoms;
  /** Whether texts become symbols, or are said by where they stand. */
  readonly texts: 'symbols' | 'spans';
  /** Between its lines stand others, of which those are skipped that are not worth a look. */
  readonly among?: WorthALook;
}

export interface Compiled {
  /**
   * A module with a function of each name, `(place, end)`. It puts the messages of the line at `place` and of those
   * behind it on the tape, until one begins at `end` or behind it, or the tape is full. It returns where the next line
   * begins, or `~` of that where it is refused. It may read up to 24 bytes behind the last line.
   */
  readonly module: Uint8Array;
  /** By name: JavaScript of what reads messages, see `TapeFormat.reader`. */
  readonly readers: ReadonlyMap<string, string>;
  /** By name: the fields that each kind of message hands over, in the order of the method's parameters. */
  readonly messages: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

const SYMBOL_TABLE = {
  read: { params: [I32, I32, I32, I32], results: [I32] },
  guess: { params: [I32, I32, I32], results: [I32] },
};

export function compile(all: readonly LinesToRecognise[]): Compiled {
  const module = new WasmModule();
  const read = module.import('read', SYMBOL_TABLE.read);
  const guess = module.import('guess', SYMBOL_TABLE.guess);
  const tables = new Tables(TABLES);
  const conditions = new Conditions(tables);
  const outlines = new Outlines(module);
  const compiled = all.map(({ name, grammar, atoms, texts, among }) => {
    const results = new Results(texts === 'symbols' ? 'word' : 'span');
    const generator = new Generator(new Lookahead(), results, conditions);
    const line = generator.line(treeOf(grammar, atoms));
    const messages = fieldsByKind(generator.messages, grammar.ParserStart);
    const format = new TapeFormat(generator.messages);
    const symbols = texts === 'symbols' ? { read, guess } : null;
    const functions = new LineFunctions({ module, conditions, outlines, texts: symbols, format });
    const skip = among === undefined ? null : addSkip(module, tables, among);
    module.export(name, functions.add(line, results.fields, skip));
    return { name, messages, reader: format.reader };
  });
  if (TABLES + tables.bytes.length > TAPE) throw new Error('there is too little room for the tables');
  module.data(TABLES, tables.bytes);
  return {
    module: module.bytes(),
    readers: new Map(compiled.map(({ name, reader }) => [name, reader])),
    messages: new Map(compiled.map(({ name, messages }) => [name, messages])),
  };
}

function fieldsByKind(messages: readonly Message[], rule: string): Map<string, readonly string[]> {
  const byKind = new Map<string, readonly string[]>();
  for (const { kind, fields } of messages) {
    const known = byKind.get(kind) ?? fields;
    if (known.join() !== fields.join())
      throw new UnsoundGrammar(rule, `the fields of ${kind} differ between alternatives`);
    byKind.set(kind, fields);
  }
  return byKind;
}
