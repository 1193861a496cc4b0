import { Field, shapeOf, widest, type Shape, type Value } from './fields.js';
import { UnsoundGrammar } from './grammar.js';
import { DISCARD, longest, type Node, type NodeOf } from './tree.js';

/**
 * A value that throws when it is looked at in any way. Postprocessors get these in place of what stands in a
 * line, so what they return cannot depend on it. Truth, `typeof` and `===` cannot be trapped: grammars must
 * not use them.
 */
function opaque(): unknown {
  const refuse = (_: object, trap: string | symbol) => () => {
    throw new Error(String(trap));
  };
  return new Proxy(() => {}, new Proxy({}, { get: refuse }));
}

/** Characters that nobody keeps. */
export const RAW = opaque();
const LOCATION = opaque();
const REJECT = opaque();

/** Options whose results differ in more than their fields' values. */
const FORKED = Symbol('forked');

/** The message that a line makes: which method of the sink, and with which fields in which order. */
export interface Message {
  readonly kind: string;
  readonly fields: readonly string[];
  readonly args: readonly Value[];
}

/** A number of so many digits may be longer than a word. */
const LONG_NUMBER = 10;

/** Which results a grammar's nodes have, with fields of the recogniser in place of what a line says. */
export class Results {
  /** What stands for a field in results. */
  readonly #known = new Map<unknown, Field>();
  readonly #atoms = new Map<Node, unknown>();
  readonly #outcomes = new Map<Node, unknown[]>();
  readonly #shapeOfTexts: Shape;

  constructor(shapeOfTexts: Shape) {
    this.#shapeOfTexts = shapeOfTexts;
  }

  /** All that atoms and joined options need. */
  get fields(): Field[] {
    return [...this.#known.values()];
  }

  fieldOf(result: unknown): Field {
    const field = this.#known.get(result);
    if (field === undefined) throw new Error('not a field');
    return field;
  }

  /** An atom's result. */
  atom(atom: NodeOf<'atom'>): unknown {
    const result = this.#atoms.get(atom) ?? this.#newField(this.#shapeOfAtom(atom));
    this.#atoms.set(atom, result);
    return result;
  }

  #shapeOfAtom({ kind, body }: NodeOf<'atom'>): Shape {
    if (kind === 'text') return this.#shapeOfTexts;
    return longest(body) < LONG_NUMBER ? 'word' : 'number';
  }

  #newField(shape: Shape): unknown {
    const result = opaque();
    this.#known.set(result, new Field(this.#known.size, shape));
    return result;
  }

  /** A sequence's result, given those of its parts. */
  sequence(node: NodeOf<'sequence'>, parts: unknown[]): unknown {
    if (node.post === null) return parts;
    if (node.post === DISCARD) return RAW;
    let result: unknown;
    try {
      result = node.post(parts, LOCATION, REJECT);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      throw new UnsoundGrammar(
        node.rule,
        `its postprocessor looks at a value (${what}); it may only place it`,
      );
    }
    if (result === REJECT)
      throw new UnsoundGrammar(node.rule, 'its postprocessor rejects; say it in the grammar');
    return result;
  }

  /** The one result of a choice, with fields where its options differ; null where no field can say it. */
  joined(choice: NodeOf<'choice'>): { readonly result: unknown } | null {
    const outcomes = this.#outcomesOf(choice);
    return outcomes.length === 1 ? { result: outcomes[0] } : null;
  }

  #outcomesOf(node: Node): unknown[] {
    const known = this.#outcomes.get(node) ?? this.#computeOutcomes(node);
    this.#outcomes.set(node, known);
    return known;
  }

  #computeOutcomes(node: Node): unknown[] {
    switch (node.op) {
      case 'byte':
      case 'loop':
        return [RAW];
      case 'atom':
        return [this.atom(node)];
      case 'sequence': {
        const combine = (heads: unknown[][], part: Node) =>
          heads.flatMap((head) => this.#outcomesOf(part).map((outcome) => [...head, outcome]));
        return node.parts.reduce(combine, [[]]).map((parts) => this.sequence(node, parts));
      }
      case 'choice': {
        const outcomes = node.options.flatMap((option) => this.#outcomesOf(option));
        const result = this.#join(outcomes);
        return result === FORKED ? outcomes : [result];
      }
    }
  }

  #join(values: unknown[]): unknown {
    const [first] = values;
    if (values.every((value) => value === first)) return first;
    if (values.every((value) => this.#isLeaf(value)))
      return this.#newField(widest(values.map((value) => this.#shape(value))));
    if (values.every(isSpent)) return RAW;
    const keys = keysOf(first);
    if (keys === null || !values.every((value) => keysOf(value)?.join() === keys.join())) return FORKED;
    const joined = keys.map((key) =>
      this.#join(values.map((value) => (value as Record<string, unknown>)[key])),
    );
    if (joined.includes(FORKED)) return FORKED;
    return Array.isArray(first) ? joined : Object.fromEntries(keys.map((key, i) => [key, joined[i]]));
  }

  #isLeaf(value: unknown): boolean {
    return value === null || typeof value === 'number' || this.#known.has(value);
  }

  #shape(value: unknown): Shape {
    return shapeOf(typeof value === 'number' ? value : (this.#known.get(value) ?? 0));
  }

  /** What is to be kept where so that the fields of a joined result hold an option's. */
  assignments(joined: unknown, option: unknown, rule: string): { to: Field; value: Value }[] {
    if (joined === option || joined === RAW) return [];
    if (this.#known.has(joined)) return [{ to: this.fieldOf(joined), value: this.argument(option, rule) }];
    const [to, from] = [joined as Record<string, unknown>, option as Record<string, unknown>];
    return Object.keys(to).flatMap((key) => this.assignments(to[key], from[key], rule));
  }

  /** A leaf of a result. "None" is 0 for every receiver. */
  argument(value: unknown, rule: string): Value {
    if (this.#known.has(value)) return this.fieldOf(value);
    if (value === null) return 0;
    if (typeof value === 'number') return value;
    throw new UnsoundGrammar(
      rule,
      'its result holds raw characters; make what they stand for an int or a text',
    );
  }

  /** Which kinds of message a node's results may be. */
  kinds(node: Node): string[] {
    return this.#outcomesOf(node).map((outcome) => this.message(outcome, node.rule).kind);
  }

  message(value: unknown, rule: string): Message {
    const keys = keysOf(value);
    const { kind, ...rest } = keys === null ? {} : (value as Record<string, unknown>);
    if (typeof kind !== 'string') throw new UnsoundGrammar(rule, 'its result has no kind');
    const fields = Object.keys(rest);
    return { kind, fields, args: fields.map((key) => this.argument(rest[key], rule)) };
  }
}

/** Nothing but characters that nobody keeps. */
function isSpent(value: unknown): boolean {
  return value === RAW || value === null || (Array.isArray(value) && value.every(isSpent));
}

/** The keys of an array or plain object. An opaque value is a function. */
function keysOf(value: unknown): string[] | null {
  return typeof value === 'object' && value !== null ? Object.keys(value) : null;
}
