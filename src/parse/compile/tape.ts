import { AT, SKIPPED, TAPE } from '../memory-layout.js';
import { get, i32, i64, set, type Code } from '../wasm/instructions.js';
import { valueAs, type Surroundings } from './print.js';
import { shapeOf, widest, wordsOf, type Shape, type Value } from './fields.js';
import type { Message } from './results.js';

/** A kind of message on the tape: a word with its number, then its fields. */
interface MessageForm {
  readonly kind: string;
  readonly shapes: readonly Shape[];
}

/** How messages stand on the tape, for those that write and those that read it. */
export class TapeFormat {
  readonly #forms: readonly MessageForm[];

  constructor(messages: readonly Message[]) {
    const kinds = [...new Set(messages.map(({ kind }) => kind))];
    this.#forms = kinds.map((kind) => {
      const all = messages.filter((message) => message.kind === kind).map(({ args }) => args.map(shapeOf));
      return { kind, shapes: all[0]!.map((_, i) => widest(all.map((shapes) => shapes[i]!))) };
    });
  }

  /** Instructions that put a message at the place on the tape that is in a local, and move that behind it. */
  write(kind: string, args: readonly Value[], tape: number, around: Pick<Surroundings, 'localOf'>): Code {
    const index = this.#forms.findIndex((form) => form.kind === kind);
    const code: Code[] = [i32.store(get(tape), i32.const(index))];
    let at = 4;
    for (const [i, shape] of this.#forms[index]!.shapes.entries()) {
      const store = shape === 'word' ? i32.store : i64.store;
      code.push(store(get(tape), valueAs(args[i]!, shape !== 'word', around), at));
      at += 4 * wordsOf(shape);
    }
    return [code, set(tape, i32.add(get(tape), i32.const(at)))];
  }

  /**
   * JavaScript of a function of `t`, `at`, `on`, `y`: the memory's words, the index of a message in it, what takes
   * messages, and a function that makes an integer of a text's place. It hands the message over and returns where the
   * next one is.
   */
  get reader(): string {
    const cases = this.#forms.map(({ kind, shapes }, index) => {
      let at = 1;
      const args = shapes.map((shape) => {
        const [from, to] = [`t[at+${at}]`, `t[at+${at + 1}]`];
        at += wordsOf(shape);
        if (shape === 'word') return from;
        if (shape === 'span') return `${to}===0?0:y(${from},${to})`;
        return `${to}===0&&${from}>=0?${from}:${to}*4294967296+(${from}>>>0)`;
      });
      return `case ${index}:on.${kind}(${args.join()});return at+${at};`;
    });
    return `(t,at,on,y)=>{switch(t[at]){${cases.join('')}}throw new Error('no message')}`;
  }
}

/** Before the first message. */
export const BEGINNING: Code = i32.const(TAPE);
export const saveEnd = (tape: number): Code => i32.store(i32.const(0), get(tape), AT.tapeEnd);

export const savedEnd: Code = i32.load(i32.const(0), AT.tapeEnd);

/** Puts on the tape that so many lines were skipped. */
export function saySkipped(tape: number, lines: Code): Code {
  return [
    i32.store(get(tape), i32.const(SKIPPED)),
    i32.store(get(tape), lines, 4),
    set(tape, i32.add(get(tape), i32.const(8))),
  ];
}
