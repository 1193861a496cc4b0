import { AT, TAPE_FULL } from '../memory-layout.js';
import {
  block,
  both,
  branch,
  branchIf,
  bytesOf,
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
import type { WasmModule } from '../wasm/module.js';
import { PLACE } from './conditions.js';
import type { Field } from './fields.js';
import { REFUSED } from './outlines.js';
import { print, type Surroundings } from './print.js';
import { fieldsIn, type Block } from './statement.js';
import { BEGINNING, saveEnd, savedEnd, saySkipped, type TapeFormat } from './tape.js';

/** Code that ends a line and is longer than this, in bytes, is a function, which is compiled when a line needs it. */
const VERY_LONG = 4000;

interface Surrounded extends Pick<Surroundings, 'conditions' | 'outlines' | 'texts'> {
  readonly module: WasmModule;
  readonly format: TapeFormat;
}

/** Parameters and locals of a recogniser; its fields are behind them. */
const [END, TAPE, LINE, START, WORD, NUMBER, FIRST_FIELD] = [1, 2, 3, 4, 5, 6, 7] as const;
const OWN_LOCALS = [I32, I32, I32, I32, I64];
/** Where a line is refused, two of them serve otherwise. */
const [SKIPPED_LINES, NEXT] = [WORD, START] as const;
/** A parameter of what ends a line. */
const TAPE_GIVEN = 1;

const place = get(PLACE);
const typeOf = ({ shape }: Field): number => (shape === 'word' ? I32 : I64);

/** Makes the functions that recognise the lines of a grammar. */
export class LineFunctions {
  readonly #given: Surrounded;

  constructor(given: Surrounded) {
    this.#given = given;
  }

  /** Adds a recogniser (see compile.ts) to the module. `skip` is the function that skips lines, where there is one. */
  add(line: Block, fields: readonly Field[], skip: number | null): number {
    const locals = { start: START, word: WORD, number: NUMBER };
    const around = this.#around(locals, TAPE, ({ index }) => FIRST_FIELD + index, branch('said'));
    const code = [
      set(TAPE, BEGINNING),
      loop(
        'line',
        set(LINE, place),
        block(
          'said',
          block(REFUSED, print(line, around)),
          skip === null ? [] : skipLines(skip),
          saveEnd(TAPE),
          ret(i32.xor(get(LINE), i32.const(-1))),
        ),
        set(PLACE, i32.add(place, i32.const(1))),
        branchIf('line', both(i32.ltU(place, get(END)), i32.ltU(get(TAPE), i32.const(TAPE_FULL)))),
      ),
      saveEnd(TAPE),
      place,
    ];
    const types = [...OWN_LOCALS, ...fields.map(typeOf)];
    return this.#given.module.add({ params: [I32, I32], results: [I32], locals: types, code });
  }

  #around(
    locals: Surroundings['locals'],
    tape: number,
    localOf: (field: Field) => number,
    said: Code,
  ): Surroundings {
    const { format, conditions, outlines, texts } = this.#given;
    const around: Surroundings = {
      conditions,
      outlines,
      texts,
      locals,
      localOf,
      message: (kind, args) => [format.write(kind, args, tape, around), said],
      tail: (run) => this.#tail(run, around, tape, said),
    };
    return around;
  }

  /** What ends a line: it is given the fields that were found before, and says the message. */
  #tail(run: Block, around: Surroundings, tape: number, said: Code): Code {
    const { set: own, used } = fieldsIn(run);
    const given = [...used].filter((field) => !own.has(field));
    const first = TAPE_GIVEN + 1 + given.length;
    const places = new Map([
      ...given.map((field, i) => [field, TAPE_GIVEN + 1 + i] as const),
      ...Array.from(own, (field, i) => [field, first + 3 + i] as const),
    ]);
    const within = this.#around(
      { start: first, word: first + 1, number: first + 2 },
      TAPE_GIVEN,
      (field) => places.get(field)!,
      [saveEnd(TAPE_GIVEN), ret(place)],
    );
    const body = block(REFUSED, print(run, within));
    if (bytesOf(body).length < VERY_LONG) return print(run, around);
    const index = this.#given.module.add({
      params: [I32, I32, ...given.map(typeOf)],
      results: [I32],
      locals: [I32, I32, I64, ...Array.from(own, typeOf)],
      code: [body, i32.const(-1)],
    });
    const args = given.map((field) => get(around.localOf(field)));
    return [
      branchIf(REFUSED, i32.ltS(tee(PLACE, call(index, place, get(tape), ...args)), i32.const(0))),
      set(tape, savedEnd),
      said,
    ];
  }
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
