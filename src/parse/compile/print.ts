import { LAST_FOUND, MOST_LAST_FOUND } from '../memory-layout.js';
import {
  both,
  branch,
  branchIf,
  call,
  get,
  i32,
  i64,
  loop,
  set,
  tee,
  when,
  type Code,
} from '../wasm/instructions.js';
import { complement, onlyByte } from './byte-set.js';
import { PLACE, type Conditions } from './conditions.js';
import { type Field, type Value } from './fields.js';
import { GUESSED } from './guesses.js';
import { REFUSED, type Outlines } from './outlines.js';
import type { Block, Branch, Statement, Take } from './statement.js';

/** What the code of a recogniser is written with. */
export interface Surroundings {
  readonly conditions: Conditions;
  readonly outlines: Outlines;
  /** Locals of the function: where a text begins, and a number that is being read, of 32 and of 64 bits. */
  readonly locals: { readonly start: number; readonly word: number; readonly number: number };
  /** The local of a field. */
  localOf(field: Field): number;
  /** Functions of the symbol table; null where texts are kept as the places where they stand. */
  readonly texts: { readonly read: number; readonly guess: number } | null;
  /** Puts a message on the tape. */
  message(kind: string, args: readonly Value[]): Code;
  /** Code that goes on to the line's end. */
  tail(run: Block): Code;
}

const place = get(PLACE);
const step = (bytes: number): Code => set(PLACE, i32.add(place, i32.const(bytes)));

/** Writes a block as instructions. `isWide`: digits add to the number of 64 bits. */
export function print(run: Block, around: Surroundings, isWide = false): Code {
  const code: Code[] = [];
  for (let i = 0; i < run.length; i++) {
    const statement = run[i]!;
    if (statement.op === 'take') {
      const takes = takesAt(run, i);
      code.push(printTakes(takes, around, isWide));
      i += takes.length - 1;
    } else code.push(printStatement(statement, around, isWide));
  }
  return code;
}

function printStatement(statement: Exclude<Statement, Take>, around: Surroundings, isWide: boolean): Code {
  switch (statement.op) {
    case 'branch':
      return printBranches(statement.branches, around, isWide);
    case 'while':
      return loop('again', when(statement.when, [print(statement.run, around, isWide), branch('again')]));
    case 'skip': {
      const four = (statement.byte * 0x01010101) | 0;
      return loop('four', when(i32.eq(i32.load(place), i32.const(four)), [step(4), branch('four')]));
    }
    case 'apart':
      return around.outlines.call(print(statement.run, around));
    case 'tail':
      return around.tail(statement.run);
    case 'int':
      return printInt(statement.run, statement.to, around);
    case 'text':
      return printText(statement, around);
    case 'keep':
      return set(
        around.localOf(statement.to),
        valueAs(statement.value, statement.to.shape !== 'word', around),
      );
    case 'message':
      return [
        branchIf(REFUSED, i32.ne(i32.load8(place), i32.const(10))),
        around.message(statement.kind, statement.args),
      ];
  }
}

/** A value as an i32, or as an i64. */
export function valueAs(value: Value, isWide: boolean, { localOf }: Pick<Surroundings, 'localOf'>): Code {
  if (typeof value === 'number') return isWide ? i64.const(BigInt(value)) : i32.const(value);
  const local = get(localOf(value));
  return isWide && value.shape === 'word' ? i64.extend(local) : local;
}

function printInt(run: Block, to: Field, around: Surroundings): Code {
  const isWide = to.shape !== 'word';
  const local = isWide ? around.locals.number : around.locals.word;
  const zero = isWide ? i64.const(0n) : i32.const(0);
  return [set(local, zero), print(run, around, isWide), set(around.localOf(to), get(local))];
}

/** A text that was read before is taken in one step, where it can be: see guesses.ts. */
function printText({ run, to, kind }: Statement & { op: 'text' }, around: Surroundings): Code {
  const { conditions, texts } = around;
  const { start } = around.locals;
  const local = around.localOf(to);
  const body = [set(start, place), print(run, around)];
  if (texts === null) {
    const end = i64.shl(i64.extend(place), i64.const(32n));
    return [body, set(local, i64.or(i64.extend(get(start)), end))];
  }
  const last = i32.const(LAST_FOUND + 4 * (to.index % MOST_LAST_FOUND));
  const read = [body, set(local, call(texts.read, get(start), place, i32.const(kind?.bit ?? 0), last))];
  if (kind === null) return read;
  const guessed = tee(local, call(texts.guess, place, i32.const(kind.bit), last));
  return when(both(conditions.within(kind.stop, GUESSED), guessed), step(GUESSED), read);
}

function printBranches(branches: readonly Branch[], around: Surroundings, isWide: boolean): Code {
  return branches.reduceRight<Code>((rest, branch) => {
    const code = print(branch.run, around, isWide);
    return branch.when === null ? code : when(branch.when, code, rest);
  }, []);
}

function takesAt(run: Block, start: number): Take[] {
  const takes: Take[] = [];
  for (const statement of run.slice(start)) {
    if (statement.op !== 'take') break;
    takes.push(statement);
  }
  return takes;
}

/** Tests for all bytes of a run, then one step over it. */
function printTakes(takes: Take[], { conditions, locals }: Surroundings, isWide: boolean): Code {
  const literal = takes.map((take) => onlyByte(take.bytes));
  const tests: Code[] = [];
  for (let i = 0; i < takes.length; i++) {
    const length = lengthOfLiteral(literal, i);
    if (length >= 4) {
      tests.push(...literalTests(literal.slice(i, i + length), i));
      i += length - 1;
    } else if (takes[i]?.known === false) tests.push(conditions.within(complement(takes[i]!.bytes), i));
  }
  const digits = takes.flatMap((take, i) => (take.digit ? [addDigit(i, locals, isWide)] : []));
  return [tests.map((test) => branchIf(REFUSED, test)), digits, step(takes.length)];
}

function addDigit(offset: number, { word, number }: Surroundings['locals'], isWide: boolean): Code {
  const digit = i32.sub(i32.load8(place, offset), i32.const(48));
  return isWide
    ? set(number, i64.add(i64.mul(get(number), i64.const(10n)), i64.extend(digit)))
    : set(word, i32.add(i32.mul(get(word), i32.const(10)), digit));
}

function lengthOfLiteral(bytes: number[], start: number): number {
  const end = bytes.indexOf(-1, start);
  return (end < 0 ? bytes.length : end) - start;
}

/** Eight or four bytes to a comparison; the last one overlaps the one before. */
function literalTests(bytes: number[], offset: number): Code[] {
  const width = bytes.length >= 8 ? 8 : 4;
  const tests: Code[] = [];
  for (let i = 0; i < bytes.length; i += width) {
    const start = Math.min(i, bytes.length - width);
    const word = bytes
      .slice(start, start + width)
      .reduceRight((high, byte) => (high << 8n) | BigInt(byte), 0n);
    const at = offset + start;
    tests.push(
      width === 8
        ? i64.ne(i64.load(place, at), i64.const(word))
        : i32.ne(i32.load(place, at), i32.const(Number(word))),
    );
  }
  return tests;
}
