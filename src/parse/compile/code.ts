import { complement, onlyByte, type ByteSet } from './byte-set.js';
import type { Conditions } from './conditions.js';

/** Takes the next byte, or fails where it is not in the set. */
export interface Take {
  readonly op: 'take';
  readonly bytes: ByteSet;
  /** The condition that led here has looked at it already. */
  readonly known: boolean;
  /** Adds it to the number `v`. */
  readonly digit: boolean;
}

/** The recogniser's code. In its text `b` is the buffer, `d` its DataView and `p` the place in it. */
export type Statement =
  | Take
  | { readonly op: 'text'; readonly text: string }
  /** Runs the first branch whose condition holds; the last one is for all the rest. */
  | { readonly op: 'branch'; readonly branches: readonly Branch[] }
  | { readonly op: 'while'; readonly when: string; readonly run: Block }
  /** Code without fields, which becomes a function where it is long: see `Outlines`. */
  | { readonly op: 'apart'; readonly run: Block }
  /** Code that goes on to the line's end, which becomes a function where it is very long. */
  | { readonly op: 'tail'; readonly run: Block };

export type Block = readonly Statement[];

export interface Branch {
  readonly when: string;
  readonly run: Block;
}

/** Shorter code is not worth a call. */
const LONG = 60;
/** V8 leaves functions that are too large uncompiled: a message of many fields has one of its own. */
const VERY_LONG = 5000;

/**
 * Functions for code that is long or there several times. V8 runs a function slowly until all of it is compiled, and
 * that takes the longer the larger it is: with pointers and addresses written out in each of their places, a tenth of
 * a second, in which a small log is read.
 */
export class Outlines {
  readonly #names = new Map<string, string>();
  readonly #tails: string[] = [];

  /** Declarations of the functions; each takes a place and returns where its text ends, or `~` where it went wrong. */
  get functions(): readonly string[] {
    const pieces = Array.from(
      this.#names,
      ([code, name]) => `const ${name}=p=>{F:{${code}return p}return ~p};`,
    );
    return [...pieces, ...this.#tails];
  }

  /** What to write for this code. */
  call(code: string): string {
    if (code.length < LONG) return code;
    const name = this.#names.get(code) ?? `r${this.#names.size}`;
    this.#names.set(code, name);
    return `p=${name}(p);if(p<0){p=~p;break F}`;
  }

  /** The same for code that ends the line; it is given the fields that stand in the line before it. */
  tail(code: string): string {
    if (code.length < VERY_LONG) return code;
    const set = new Set(Array.from(code.matchAll(/\b(f\d+)=(?!=)/g), ([, field]) => field!));
    const used = new Set(Array.from(code.matchAll(/\bf\d+\b/g), ([field]) => field));
    const given = ['p', ...[...used].filter((field) => !set.has(field))].join();
    const own = ['v', 's', ...set].map((name) => `${name}=0`).join();
    const name = `t${this.#tails.length}`;
    this.#tails.push(`const ${name}=(${given})=>{let ${own},refused=-1;F:{${code}}return p^refused};`);
    return `p=${name}(${given});if(p<0)p=~p;else refused=0;`;
  }
}

/** What is declared beside the code that is printed. */
export interface Declarations {
  readonly conditions: Conditions;
  readonly outlines: Outlines;
}

/** Writes a block as JavaScript. */
export function print(block: Block, declarations: Declarations): string {
  const { conditions, outlines } = declarations;
  const printed: string[] = [];
  for (let i = 0; i < block.length; i++) {
    const statement = block[i];
    if (statement?.op === 'take') {
      const takes = takesAt(block, i);
      printed.push(printTakes(takes, conditions));
      i += takes.length - 1;
    } else if (statement?.op === 'branch') printed.push(printBranches(statement.branches, declarations));
    else if (statement?.op === 'while')
      printed.push(`while(${statement.when}){${print(statement.run, declarations)}}`);
    else if (statement?.op === 'apart') printed.push(outlines.call(print(statement.run, declarations)));
    else if (statement?.op === 'tail') printed.push(outlines.tail(print(statement.run, declarations)));
    else if (statement) printed.push(statement.text);
  }
  return printed.join('');
}

function takesAt(block: Block, start: number): Take[] {
  const takes: Take[] = [];
  for (const statement of block.slice(start)) {
    if (statement.op !== 'take') break;
    takes.push(statement);
  }
  return takes;
}

function printBranches(branches: readonly Branch[], declarations: Declarations): string {
  const printed = branches.map(({ when, run }) => ({ when, code: print(run, declarations) }));
  const rest = printed.pop()?.code;
  const tested = printed.map(({ when, code }) => `if(${when}){${code}}`).join('else ');
  return rest ? `${tested}else{${rest}}` : tested;
}

/** One test for all bytes of a run, then one step over it. */
function printTakes(takes: Take[], conditions: Conditions): string {
  const literal = takes.map((take) => onlyByte(take.bytes));
  const tests: string[] = [];
  for (let i = 0; i < takes.length; i++) {
    const length = lengthOfLiteral(literal, i);
    if (length >= 4) {
      tests.push(...wordTests(literal.slice(i, i + length), i));
      i += length - 1;
    } else if (takes[i]?.known === false) tests.push(conditions.within(complement(takes[i]!.bytes), i));
  }
  const fail = tests.length === 0 ? '' : `if(${tests.join('||')})break F;`;
  const steps = takes.some((take) => take.digit)
    ? takes.map((take) => (take.digit ? 'v=v*10+b[p++]-48;' : 'p++;')).join('')
    : takes.length === 1
      ? 'p++;'
      : `p+=${takes.length};`;
  return fail + steps;
}

function lengthOfLiteral(bytes: number[], start: number): number {
  const end = bytes.indexOf(-1, start);
  return (end < 0 ? bytes.length : end) - start;
}

/** Four bytes to a comparison; the last one overlaps the one before. */
function wordTests(bytes: number[], offset: number): string[] {
  const tests: string[] = [];
  for (let i = 0; i < bytes.length; i += 4) {
    const start = Math.min(i, bytes.length - 4);
    const word = bytes.slice(start, start + 4).reduceRight((high, byte) => (high << 8) | byte, 0);
    tests.push(`d.getInt32(${offset + start === 0 ? 'p' : `p+${offset + start}`},true)!==${word}`);
  }
  return tests;
}
