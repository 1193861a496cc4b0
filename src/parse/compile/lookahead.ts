import { ALL_BYTES, byteSet, END_OF_LINE, isEmpty, type ByteSet } from './byte-set.js';
import type { Node } from './tree.js';

/** How many bytes a decision may look at. The buffer behind the last line must be longer than that. */
export const LOOKAHEAD = 12;

/**
 * What is left of a line at some point of the grammar: a node, and then the rest. Equal ones are the same
 * object. The last is END, where the line must end, and behind it comes ANYTHING: the next line, or no
 * line at all.
 */
export interface Rest {
  readonly id: number;
  readonly node: Node | null;
  readonly next: Rest;
}

/** Whether a line goes on in one way rather than in others, as far as the next byte tells. */
export interface Decision {
  readonly yes: ByteSet;
  readonly no: ByteSet;
  /** Bytes after which both are still possible. The sets do not overlap; what is in none fits neither way. */
  readonly open: readonly { readonly bytes: ByteSet; readonly after: Decision }[];
}

/** One byte further: the bytes that lead there. */
interface Step {
  readonly bytes: ByteSet;
  readonly to: Rest;
}

/** Two ways on that no number of bytes looked at tells apart. */
export class Undecidable extends Error {}

const ANYTHING: Rest = {
  id: 0,
  node: null,
  get next() {
    return ANYTHING;
  },
};
export const END: Rest = { id: 1, node: null, next: ANYTHING };

export class Lookahead {
  readonly #rests = new Map<Node, Map<Rest, Rest>>();
  readonly #steps = new Map<Rest, Step[]>();
  #count = 2;

  rest(node: Node, next: Rest): Rest {
    const known = this.#rests.get(node) ?? new Map<Rest, Rest>();
    this.#rests.set(node, known);
    const rest = known.get(next) ?? { id: this.#count++, node, next };
    known.set(next, rest);
    return rest;
  }

  sequence(nodes: readonly Node[], next: Rest): Rest {
    return nodes.reduceRight((rest, node) => this.rest(node, rest), next);
  }

  /** The bytes that a line can go on with. */
  first(rest: Rest): ByteSet {
    return bytesOf(this.#stepsFrom(rest));
  }

  /** How to tell that a line goes on as `ours` and in none of the ways `theirs`. Throws Undecidable. */
  decide(ours: Rest, theirs: readonly Rest[]): Decision {
    return this.#decide([ours], [...theirs], LOOKAHEAD);
  }

  #decide(ours: Rest[], theirs: Rest[], depth: number): Decision {
    if (depth === 0 || ours.some((rest) => theirs.includes(rest))) throw new Undecidable();
    const ourSteps = ours.flatMap((rest) => this.#stepsFrom(rest));
    const theirSteps = theirs.flatMap((rest) => this.#stepsFrom(rest));
    const [our, their] = [bytesOf(ourSteps), bytesOf(theirSteps)];
    // Bytes that both can go on with, those that lead to the same points together.
    const shared = new Map<string, { bytes: ByteSet; ours: Rest[]; theirs: Rest[] }>();
    for (let byte = 0; byte < 256; byte++) {
      if (our[byte] === 0 || their[byte] === 0) continue;
      const [ourTargets, theirTargets] = [targets(ourSteps, byte), targets(theirSteps, byte)];
      const key = `${idsOf(ourTargets)}/${idsOf(theirTargets)}`;
      const group = shared.get(key) ?? { bytes: new Uint8Array(256), ours: ourTargets, theirs: theirTargets };
      group.bytes[byte] = 1;
      shared.set(key, group);
    }
    return {
      yes: byteSet((byte) => our[byte] === 1 && their[byte] === 0),
      no: byteSet((byte) => our[byte] === 0 && their[byte] === 1),
      open: Array.from(shared.values(), (group) => ({
        bytes: group.bytes,
        after: this.#decide(group.ours, group.theirs, depth - 1),
      })),
    };
  }

  #stepsFrom(rest: Rest): Step[] {
    const steps = this.#steps.get(rest) ?? this.#computeSteps(rest);
    this.#steps.set(rest, steps);
    return steps;
  }

  #computeSteps(rest: Rest): Step[] {
    const { node, next } = rest;
    if (node === null) return [{ bytes: rest === END ? END_OF_LINE : ALL_BYTES, to: ANYTHING }];
    switch (node.op) {
      case 'byte':
        return isEmpty(node.bytes) ? [] : [{ bytes: node.bytes, to: next }];
      case 'atom':
        return this.#stepsFrom(this.rest(node.body, next));
      case 'sequence':
        return this.#stepsFrom(this.sequence(node.parts, next));
      case 'choice':
        return node.options.flatMap((option) => this.#stepsFrom(this.rest(option, next)));
      case 'loop':
        return [...this.#stepsFrom(this.rest(node.body, rest)), ...this.#stepsFrom(next)];
    }
  }
}

function bytesOf(steps: Step[]): ByteSet {
  return byteSet((byte) => steps.some((step) => step.bytes[byte] === 1));
}

function targets(steps: Step[], byte: number): Rest[] {
  return [...new Set(steps.filter((step) => step.bytes[byte] === 1).map((step) => step.to))];
}

function idsOf(rests: Rest[]): string {
  return rests
    .map((rest) => rest.id)
    .sort((a, b) => a - b)
    .join();
}
