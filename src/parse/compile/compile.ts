/**
 * Compiles a grammar for nearley, written for single characters, to JavaScript that recognises one line in a
 * buffer and hands over its fields. When this returns, the code accepts exactly the lines that nearley
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
 *     they are touched, and what they put together is the pattern of the handler's call.
 *  5. Values are made by the atoms int and text only, which the compiler knows. Within an atom no other
 *     postprocessor changes the text, an int has digits only and at most 15 of them, a loop holds no atom,
 *     and nothing that was not made by an atom is in a result.
 *  6. A text of 16 bytes that was read before is taken in one step where that cannot differ: see guesses.ts.
 */
import { Outlines, print } from './code.js';
import { Conditions } from './conditions.js';
import { Generator } from './generate.js';
import { UnsoundGrammar, type Atoms, type CompiledGrammar } from './grammar.js';
import { Lookahead } from './lookahead.js';
import { Results, type Message } from './results.js';
import { treeOf } from './tree.js';

export interface Compiled {
  /**
   * The body of a function of `b`, `d`, `on`, `y`: the buffer, its DataView, an object with a method for each
   * kind of message, and what turns texts into integers (`Texts`, see recogniser.ts). It returns
   * `line(p)`: where the "\n" of the line at `p` is, or `~p` of a place in the line before which it went wrong.
   * It may read up to 24 bytes behind the last line.
   */
  readonly source: string;
  /** The fields that each kind of message hands over, in the order of the method's parameters. */
  readonly messages: ReadonlyMap<string, readonly string[]>;
}

export function compile(grammar: CompiledGrammar, atoms: Atoms): Compiled {
  const conditions = new Conditions();
  const results = new Results();
  const generator = new Generator(new Lookahead(), results, conditions);
  // One exit for all lines: with a return at each test V8 deoptimises at every first failure, and with an exit
  // that only refused lines take at the first of those.
  const outlines = new Outlines();
  const body = print(generator.line(treeOf(grammar, atoms)), { conditions, outlines });
  const variables = ['v', 's', ...results.variables].map((name) => `${name}=0`);
  const line = `return function line(p){let ${variables.join()},refused=-1;F:{${body}}return p^refused}`;
  return {
    source: [...conditions.tables, ...outlines.functions, line].join('\n'),
    messages: fieldsByKind(generator.messages, grammar.ParserStart),
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
