import { ALL_BYTES, DIGITS, isSubset, onlyByte, union, type ByteSet } from './byte-set.js';
import type { Block, Branch, Statement } from './statement.js';
import type { Conditions } from './conditions.js';
import { Guesses } from './guesses.js';
import { UnsoundGrammar } from './grammar.js';
import { END, LOOKAHEAD, Undecidable, type Decision, type Lookahead, type Rest } from './lookahead.js';
import { RAW, type Message, type Results } from './results.js';
import { longest, type Node, type NodeOf } from './tree.js';

/** An int must be exact in a double. */
const MOST_DIGITS = 15;

/** Turns a grammar's tree into the statements of its recogniser. */
export class Generator {
  readonly messages: Message[] = [];
  readonly #lookahead: Lookahead;
  readonly #results: Results;
  readonly #conditions: Conditions;
  readonly #guesses: Guesses;
  #inInt = false;

  constructor(lookahead: Lookahead, results: Results, conditions: Conditions) {
    this.#lookahead = lookahead;
    this.#guesses = new Guesses(lookahead);
    this.#results = results;
    this.#conditions = conditions;
  }

  /** Takes a whole line and says its message. */
  line(root: Node): Block {
    return this.#node(root, END, (result) => {
      const message = this.#results.message(result, root.rule);
      this.messages.push(message);
      return [{ op: 'message', kind: message.kind, args: message.args }];
    });
  }

  /**
   * Code for a node, followed by what `then` makes of its result. `rest` is what the line must go on with;
   * the next byte is known to be in `sure`.
   */
  #node(node: Node, rest: Rest, then: (result: unknown) => Block, sure = ALL_BYTES): Block {
    switch (node.op) {
      case 'byte':
        return [this.#take(node, sure), ...then(RAW)];
      case 'sequence':
        return this.#sequence(node, rest, then, sure);
      case 'choice':
        return this.#choice(node, rest, then);
      case 'loop':
        return [...this.#loop(node, rest), ...then(RAW)];
      case 'atom':
        return [...this.#atom(node, rest, sure), ...then(this.#results.atom(node))];
    }
  }

  #take(node: NodeOf<'byte'>, sure: ByteSet): Statement {
    if (this.#inInt && !isSubset(node.bytes, DIGITS)) {
      throw new UnsoundGrammar(node.rule, 'an int can only hold the digits 0 to 9');
    }
    return { op: 'take', bytes: node.bytes, known: isSubset(sure, node.bytes), digit: this.#inInt };
  }

  #sequence(node: NodeOf<'sequence'>, rest: Rest, then: (result: unknown) => Block, sure: ByteSet): Block {
    const from = (index: number, results: unknown[]): Block => {
      const part = node.parts[index];
      if (part === undefined) return then(this.#results.sequence(node, results));
      const after = this.#lookahead.sequence(node.parts.slice(index + 1), rest);
      return this.#node(
        part,
        after,
        (result) => from(index + 1, [...results, result]),
        index === 0 ? sure : ALL_BYTES,
      );
    };
    return from(0, []);
  }

  /** Options that differ only in what fields hold join again; others go on to the line's end on their own. */
  #choice(node: NodeOf<'choice'>, rest: Rest, then: (result: unknown) => Block): Block {
    const joined = this.#results.joined(node);
    const finish = (result: unknown): Block =>
      joined === null
        ? then(result)
        : this.#results
            .assignments(joined.result, result, node.rule)
            .map(({ to, value }): Statement => ({ op: 'keep', to, value }));
    const branches = node.options.map((option, i): Branch => {
      const others = node.options.slice(i + 1).map((other) => this.#lookahead.rest(other, rest));
      const run = (sure = ALL_BYTES): Block => {
        const block = this.#node(option, rest, finish, sure);
        return joined === null ? [{ op: 'tail', run: block }] : block;
      };
      if (others.length === 0) return { when: null, run: run() };
      const decision = this.#decide(this.#lookahead.rest(option, rest), others, node, 'its alternatives');
      return {
        when: this.#conditions.holds(decision),
        run: run(possible(decision)),
      };
    });
    return [{ op: 'branch', branches }, ...(joined === null ? [] : then(joined.result))];
  }

  #loop(node: NodeOf<'loop'>, rest: Rest): Block {
    const again = this.#lookahead.rest(node, rest);
    const decision = this.#decide(
      this.#lookahead.rest(node.body, again),
      [rest],
      node,
      'its loop and what follows',
    );
    const body = this.#node(node.body, again, () => [], possible(decision));
    const loop: Statement = { op: 'while', when: this.#conditions.holds(decision), run: [apart(body)] };
    const byte = decision.open.length === 0 && body.length === 1 ? onlyByte(decision.yes) : -1;
    return byte < 0 ? [loop] : [{ op: 'skip', byte }, loop];
  }

  #decide(ours: Rest, theirs: Rest[], node: Node, what: string): Decision {
    try {
      return this.#lookahead.decide(ours, theirs);
    } catch (error) {
      if (!(error instanceof Undecidable)) throw error;
      const advice = 'put what they share in front of both, or see whether the grammar is ambiguous';
      throw new UnsoundGrammar(node.rule, `the next ${LOOKAHEAD} bytes cannot tell ${what} apart: ${advice}`);
    }
  }

  #atom(node: NodeOf<'atom'>, rest: Rest, sure: ByteSet): Block {
    const to = this.#results.fieldOf(this.#results.atom(node));
    if (node.kind === 'text') {
      const body = this.#node(node.body, rest, () => [], sure);
      return [{ op: 'text', run: [apart(body)], to, kind: this.#guesses.kindOf(node, rest) }];
    }
    if (longest(node.body) > MOST_DIGITS) {
      throw new UnsoundGrammar(
        node.rule,
        `an int of more than ${MOST_DIGITS} digits is not exact; give it a limit`,
      );
    }
    this.#inInt = true;
    const run = this.#node(node.body, rest, () => [], sure);
    this.#inInt = false;
    return [{ op: 'int', run, to }];
  }
}

function apart(run: Block): Statement {
  return { op: 'apart', run };
}

/** What the next byte can be after a decision for. */
function possible(decision: Decision): ByteSet {
  return decision.open.reduce((set, { bytes }) => union(set, bytes), decision.yes);
}
