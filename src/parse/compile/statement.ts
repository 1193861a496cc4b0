import type { Code } from '../wasm/instructions.js';
import type { ByteSet } from './byte-set.js';
import type { Field, Value } from './fields.js';
import type { TextKind } from './guesses.js';

/** Takes the next byte, or fails where it is not in the set. */
export interface Take {
  readonly op: 'take';
  readonly bytes: ByteSet;
  /** The condition that led here has looked at it already. */
  readonly known: boolean;
  /** Adds it to the number that is being read. */
  readonly digit: boolean;
}

/** What a recogniser does. */
export type Statement =
  | Take
  /** Runs the first branch whose condition holds; the last one is for all the rest. */
  | { readonly op: 'branch'; readonly branches: readonly Branch[] }
  | { readonly op: 'while'; readonly when: Code; readonly run: Block }
  /** Skips the same byte again and again, four at once. */
  | { readonly op: 'skip'; readonly byte: number }
  /** Code without fields, which becomes a function: see `Outlines`. */
  | { readonly op: 'apart'; readonly run: Block }
  /** Code that goes on to the line's end, which becomes a function where it is long. */
  | { readonly op: 'tail'; readonly run: Block }
  /** Reads the digits of a number, and keeps it. */
  | { readonly op: 'int'; readonly run: Block; readonly to: Field }
  /** Reads a text, and keeps what stands for it. */
  | { readonly op: 'text'; readonly run: Block; readonly to: Field; readonly kind: TextKind | null }
  | { readonly op: 'keep'; readonly value: Value; readonly to: Field }
  /** The line must end here, and says this. */
  | { readonly op: 'message'; readonly kind: string; readonly args: readonly Value[] };

export type Block = readonly Statement[];

export interface Branch {
  /** Null for the last one. */
  readonly when: Code | null;
  readonly run: Block;
}

/** The fields that a block sets, and those that it uses. */
export function fieldsIn(block: Block): { set: ReadonlySet<Field>; used: ReadonlySet<Field> } {
  const [set, used] = [new Set<Field>(), new Set<Field>()];
  const use = (value: Value): void => {
    if (typeof value !== 'number') used.add(value);
  };
  const visit = (run: Block): void => {
    for (const statement of run) {
      if ('to' in statement) set.add(statement.to);
      if ('run' in statement) visit(statement.run);
      if (statement.op === 'branch') statement.branches.forEach((branch) => visit(branch.run));
      if (statement.op === 'keep') use(statement.value);
      if (statement.op === 'message') statement.args.forEach(use);
    }
  };
  visit(block);
  return { set, used };
}
