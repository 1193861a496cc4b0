import { SHORT } from '../memory-layout.js';
import type { ByteSet } from './byte-set.js';
import type { Lookahead, Rest } from './lookahead.js';
import { bytesIn, longest, type NodeOf } from './tree.js';

/** The length of the texts that are guessed: the longest short one, as are the pointers of 64-bit kernels. */
export const GUESSED = SHORT;

/** A table of texts notes the kind of a text as a bit of a byte. */
const MOST_KINDS = 8;

/** What texts an atom takes. */
export interface TextKind {
  /** A bit of its own. */
  readonly bit: number;
  /** What may come behind its texts: bytes that none of them holds. */
  readonly stop: ByteSet;
}

/**
 * Finds the text atoms of which a text may be taken in one step, as it was taken before. That is exact where
 * no byte that may come behind the atom is in any of its texts: then of the line's bytes the atom can only take all up
 * to the first such byte. If those were a text of the atom once, they are one again.
 */
export class Guesses {
  readonly #lookahead: Lookahead;
  /** Equal names stand for equal rules, and so for equal texts. */
  readonly #bits = new Map<string, number>();

  constructor(lookahead: Lookahead) {
    this.#lookahead = lookahead;
  }

  /** Null where an atom's texts cannot be guessed. */
  kindOf(atom: NodeOf<'atom'>, rest: Rest): TextKind | null {
    const stop = this.#lookahead.first(rest);
    const inner = bytesIn(atom.body);
    if (longest(atom.body) < GUESSED || stop.some((flag, byte) => flag === 1 && inner[byte] === 1))
      return null;
    const known = this.#bits.get(atom.rule);
    if (known === undefined && this.#bits.size === MOST_KINDS) return null;
    const bit = known ?? 1 << this.#bits.size;
    this.#bits.set(atom.rule, bit);
    return { bit, stop };
  }
}
