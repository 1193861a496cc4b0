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
import { AT, TABLES, TAPE_FULL } from '../memory-layout.js';
import {
  block,
  both,
  branch,
  branchIf,
  call,
  get,
  I32,
  i32,
  I64,
  loop,
  ret,
  set,
  tee,
  when,
  type Code,
} from '../wasm/instructions.js';
import { WasmModule } from '../wasm/module.js';
import { print, type Surroundings } from './print.js';
import type { Block } from './statement.js';
import { Conditions, PLACE } from './conditions.js';
import { Generator } from './generate.js';
import { UnsoundGrammar, type Atoms, type CompiledGrammar } from './grammar.js';
import { Lookahead } from './lookahead.js';
import { Outlines, REFUSED } from './outlines.js';
import { Results, type Message } from './results.js';
import { addSkip, type WorthALook } from './skip-code.js';
import { Tables } from './tables.js';
import { BEGINNING, saveEnd, saySkipped, TapeFormat } from './tape.js';
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

const place = get(PLACE);

const SYMBOL_TABLE = {
  read: { params: [I32, I32, I32], results: [I32] },
  guess: { params: [I32, I32], results: [I32] },
};

/** Parameters and locals of a recogniser; its fields are behind them. */
const [END, TAPE, LINE, START, WORD, NUMBER, FIRST_FIELD] = [1, 2, 3, 4, 5, 6, 7] as const;
const OWN_LOCALS = [I32, I32, I32, I32, I64];
/** Where a line is refused, two of them serve otherwise. */
const [SKIPPED_LINES, NEXT] = [WORD, START] as const;

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
    const around: Surroundings = {
      conditions,
      outlines,
      locals: { start: START, word: WORD, number: NUMBER },
      localOf: ({ index }) => FIRST_FIELD + index,
      texts: texts === 'symbols' ? { read, guess } : null,
      message: (kind, args) => [format.write(kind, args, TAPE, around), branch('said')],
    };
    const fields = results.fields.map(({ shape }) => (shape === 'word' ? I32 : I64));
    const skip = among === undefined ? [] : skipLines(addSkip(module, tables, among));
    const code = recogniser(line, around, skip);
    module.export(
      name,
      module.add({ params: [I32, I32], results: [I32], locals: [...OWN_LOCALS, ...fields], code }),
    );
    return { name, messages, reader: format.reader };
  });
  module.data(TABLES, tables.bytes);
  return {
    module: module.bytes(),
    readers: new Map(compiled.map(({ name, reader }) => [name, reader])),
    messages: new Map(compiled.map(({ name, messages }) => [name, messages])),
  };
}

/** Line after line, as long as there are lines and room on the tape. */
function recogniser(line: Block, around: Surroundings, skip: Code): Code {
  return [
    set(TAPE, BEGINNING),
    loop(
      'line',
      set(LINE, place),
      block(
        'said',
        block(REFUSED, print(line, around)),
        skip,
        saveEnd(TAPE),
        ret(i32.xor(get(LINE), i32.const(-1))),
      ),
      set(PLACE, i32.add(place, i32.const(1))),
      branchIf('line', both(i32.ltU(place, get(END)), i32.ltU(get(TAPE), i32.const(TAPE_FULL)))),
    ),
    saveEnd(TAPE),
    place,
  ];
}

/** Skips a line that was refused, and those behind it, and says how many. A line that was asked for alone is not skipped. */
function skipLines(skip: number): Code {
  const mayBe = both(i32.ltU(get(LINE), get(END)), i32.eqz(i32.load(i32.const(0), AT.everyLine)));
  return when(mayBe, [
    set(PLACE, get(LINE)),
    set(SKIPPED_LINES, i32.const(0)),
    block(
      'worth a look',
      loop(
        'skip',
        branchIf('worth a look', i32.eqz(tee(NEXT, call(skip, place)))),
        set(PLACE, get(NEXT)),
        set(SKIPPED_LINES, i32.add(get(SKIPPED_LINES), i32.const(1))),
        branchIf('skip', i32.ltU(place, get(END))),
      ),
    ),
    when(get(SKIPPED_LINES), [
      saySkipped(TAPE, get(SKIPPED_LINES)),
      set(PLACE, i32.sub(place, i32.const(1))), // as behind a message: at the end of the last line
      branch('said'),
    ]),
  ]);
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
