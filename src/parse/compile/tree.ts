import { byteSet, NEWLINE, union, type ByteSet } from './byte-set.js';
import {
  UnsoundGrammar,
  type Atoms,
  type CompiledGrammar,
  type GrammarRule,
  type GrammarSymbol,
  type Postprocessor,
} from './grammar.js';

/**
 * What a grammar without recursion comes down to: every use of a rule written out in its place.
 * `rule` names the rule that a node stands for, for messages.
 */
export type Node = { readonly rule: string } & (
  | { readonly op: 'byte'; readonly bytes: ByteSet }
  | { readonly op: 'sequence'; readonly parts: Node[]; readonly post: Postprocessor | null }
  | { readonly op: 'choice'; readonly options: Node[] }
  | { readonly op: 'loop'; readonly body: Node }
  | { readonly op: 'atom'; readonly kind: 'int' | 'text'; readonly body: Node }
);

export type NodeOf<Op extends Node['op']> = Extract<Node, { op: Op }>;

/** Rules that nearleyc made of `"literal"`, and of `:*`, `:+` and `:?`. Their postprocessors are its own. */
const STRING = /\$string\$\d+$/;
const REPEAT = /\$ebnf\$\d+$/;

/** Stands for what nearley makes of literals and loops: more than one might think, so nobody may look at it. */
export const DISCARD: Postprocessor = () => null;

/** The tree of the start rule. Throws UnsoundGrammar where the rules are not regular. */
export function treeOf(grammar: CompiledGrammar, atoms: Atoms): Node {
  return new TreeBuilder(grammar, atoms).rule(grammar.ParserStart);
}

class TreeBuilder {
  readonly #rules = new Map<string, GrammarRule[]>();
  readonly #atoms: Atoms;
  /** The rules that are being written out, outermost first. */
  readonly #open: string[] = [];
  /** The atom's rule that is being written out. */
  #atom: string | null = null;

  constructor(grammar: CompiledGrammar, atoms: Atoms) {
    this.#atoms = atoms;
    for (const rule of grammar.ParserRules) {
      const alternatives = this.#rules.get(rule.name);
      if (alternatives) alternatives.push(rule);
      else this.#rules.set(rule.name, [rule]);
    }
  }

  rule(name: string): Node {
    const alternatives = this.#rules.get(name);
    if (!alternatives) throw new UnsoundGrammar(name, 'there is no such rule');
    if (this.#open.includes(name)) {
      throw new UnsoundGrammar(name, 'it is recursive; the only way to repeat is :* or :+');
    }
    this.#open.push(name);
    const again = alternatives.filter((rule) => rule.symbols[0] === name);
    const once = alternatives.filter((rule) => rule.symbols[0] !== name);
    const base = choiceOf(
      name,
      once.map((rule) => this.#alternative(rule)),
    );
    const node = again.length === 0 ? base : this.#repeat(name, base, again);
    this.#open.pop();
    return node;
  }

  /** A -> A X | B is B X*. */
  #repeat(name: string, base: Node, again: GrammarRule[]): Node {
    const bodies = again.map((rule): Node => {
      if (rule.postprocess && !REPEAT.test(name)) {
        throw new UnsoundGrammar(name, 'a postprocessor cannot look at each round of a loop; drop it');
      }
      return { op: 'sequence', rule: name, parts: this.#parts(rule.symbols.slice(1), name), post: null };
    });
    const body = choiceOf(name, bodies);
    if (holdsAtom(base) || holdsAtom(body)) {
      throw new UnsoundGrammar(name, 'a loop cannot hold a field; make the whole loop an atom');
    }
    if (isNullable(body)) throw new UnsoundGrammar(name, 'what it repeats may be empty');
    return { op: 'sequence', rule: name, parts: [base, { op: 'loop', rule: name, body }], post: DISCARD };
  }

  #alternative(rule: GrammarRule): Node {
    const { name, symbols, postprocess: post = null } = rule;
    const kind = post === this.#atoms.int ? 'int' : post === this.#atoms.text ? 'text' : null;
    if (kind === null)
      return { op: 'sequence', rule: name, parts: this.#parts(symbols, name), post: this.#keep(name, post) };
    if (this.#atom !== null) throw new UnsoundGrammar(name, `it is an atom within the atom ${this.#atom}`);
    this.#atom = name;
    const body: Node = { op: 'sequence', rule: name, parts: this.#parts(symbols, name), post: null };
    this.#atom = null;
    return { op: 'atom', rule: name, kind, body };
  }

  /** Within an atom nothing may change what its characters are; nearley's own postprocessors do not. */
  #keep(name: string, post: Postprocessor | null): Postprocessor | null {
    if (STRING.test(name)) return DISCARD;
    if (this.#atom === null || post === null) return post;
    if (REPEAT.test(name)) return null;
    throw new UnsoundGrammar(name, `its postprocessor changes the text of the atom ${this.#atom}; drop it`);
  }

  #parts(symbols: GrammarSymbol[], name: string): Node[] {
    return symbols.map((symbol) => (typeof symbol === 'string' ? this.rule(symbol) : byteOf(symbol, name)));
  }
}

function byteOf(symbol: Exclude<GrammarSymbol, string>, rule: string): Node {
  if (!(symbol instanceof RegExp) && typeof symbol.literal !== 'string') {
    throw new UnsoundGrammar(rule, 'it uses tokens of a lexer; this compiler reads characters');
  }
  const fits = (char: string) => (symbol instanceof RegExp ? symbol.test(char) : symbol.literal === char);
  return { op: 'byte', rule, bytes: byteSet((byte) => byte !== NEWLINE && fits(String.fromCharCode(byte))) };
}

function choiceOf(rule: string, options: Node[]): Node {
  const [only] = options;
  if (only === undefined) throw new UnsoundGrammar(rule, 'it never ends');
  return options.length === 1 ? only : { op: 'choice', rule, options };
}

/** Whether something within the node is kept. */
export function holdsAtom(node: Node): boolean {
  switch (node.op) {
    case 'byte':
      return false;
    case 'atom':
      return true;
    case 'loop':
      return holdsAtom(node.body);
    case 'choice':
      return node.options.some(holdsAtom);
    case 'sequence':
      return node.parts.some(holdsAtom);
  }
}

function isNullable(node: Node): boolean {
  switch (node.op) {
    case 'byte':
      return false;
    case 'loop':
      return true;
    case 'atom':
      return isNullable(node.body);
    case 'choice':
      return node.options.some(isNullable);
    case 'sequence':
      return node.parts.every(isNullable);
  }
}

/** How many bytes a node takes at most. */
export function longest(node: Node): number {
  switch (node.op) {
    case 'byte':
      return 1;
    case 'loop':
      return Infinity;
    case 'atom':
      return longest(node.body);
    case 'choice':
      return Math.max(...node.options.map(longest));
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + longest(part), 0);
  }
}

/** All bytes that a node's texts hold. */
export function bytesIn(node: Node): ByteSet {
  switch (node.op) {
    case 'byte':
      return node.bytes;
    case 'loop':
    case 'atom':
      return bytesIn(node.body);
    case 'choice':
      return node.options.map(bytesIn).reduce(union);
    case 'sequence':
      return node.parts.map(bytesIn).reduce(
        union,
        byteSet(() => false),
      );
  }
}
