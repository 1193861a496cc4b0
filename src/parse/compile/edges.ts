import { byteSet, isEmpty, type ByteSet } from './byte-set.js';
import type { Atoms, CompiledGrammar } from './grammar.js';
import { UnsoundGrammar } from './grammar.js';
import { Results } from './results.js';
import { treeOf, type Node } from './tree.js';

/** Texts by their first or last bytes: one set of bytes for each place. */
type Edge = readonly ByteSet[];

/**
 * How lines of a grammar end: the sets that their last `length` bytes are in, for all ways to end. Throws
 * UnsoundGrammar where a line may be shorter.
 */
export function endingsOf(grammar: CompiledGrammar, atoms: Atoms, length: number): Edge[] {
  const edges = edgesOf(treeOf(grammar, atoms), length, 'end');
  return whole(edges, length, grammar.ParserStart);
}

/** How they begin, in the same way. */
export function beginningsOf(grammar: CompiledGrammar, atoms: Atoms, length: number): Edge[] {
  return whole(edgesOf(treeOf(grammar, atoms), length, 'begin'), length, grammar.ParserStart);
}

/** The same for the first bytes of those lines of a grammar whose message is of a kind. */
export function openingsOf(grammar: CompiledGrammar, atoms: Atoms, kind: string, length: number): Edge[] {
  const results = new Results('span');
  const options = alternatives(treeOf(grammar, atoms)).filter((option) =>
    results.kinds(option).includes(kind),
  );
  return whole(
    options.flatMap((option) => edgesOf(option, length, 'begin')),
    length,
    grammar.ParserStart,
  );
}

function alternatives(node: Node): Node[] {
  return node.op === 'choice' ? node.options.flatMap(alternatives) : [node];
}

function whole(edges: Edge[], length: number, rule: string): Edge[] {
  if (edges.some((edge) => edge.length < length))
    throw new UnsoundGrammar(rule, `has texts of less than ${length} bytes`);
  return edges;
}

/** Shorter than `length` are the edges of texts that are as short. */
function edgesOf(node: Node, length: number, side: 'begin' | 'end'): Edge[] {
  switch (node.op) {
    case 'byte':
      return isEmpty(node.bytes) ? [] : [[node.bytes]];
    case 'atom':
      return edgesOf(node.body, length, side);
    case 'choice':
      return distinct(node.options.flatMap((option) => edgesOf(option, length, side)));
    case 'sequence':
      return edgesOfSequence(node.parts, length, side);
    case 'loop': {
      const body = edgesOf(node.body, length, side);
      let all: Edge[] = [[]];
      // Each round makes texts longer by a byte at least, so the edges of more rounds are those of `length`.
      for (let round = 0; round < length; round++)
        all = distinct([...all, ...joined(all, body, length, side)]);
      return all;
    }
  }
}

/** What stands behind long edges, or before them, does not matter. */
function edgesOfSequence(parts: readonly Node[], length: number, side: 'begin' | 'end'): Edge[] {
  let edges: Edge[] = [[]];
  for (const part of side === 'begin' ? parts : parts.toReversed()) {
    if (edges.every((edge) => edge.length === length)) break;
    const more = edgesOf(part, length, side);
    edges = side === 'begin' ? joined(edges, more, length, side) : joined(more, edges, length, side);
  }
  return edges;
}

function joined(left: Edge[], right: Edge[], length: number, side: 'begin' | 'end'): Edge[] {
  const both = left.flatMap((a) => right.map((b) => [...a, ...b]));
  return distinct(both.map((edge) => (side === 'begin' ? edge.slice(0, length) : edge.slice(-length))));
}

function distinct(edges: Edge[]): Edge[] {
  const known = new Map(edges.map((edge) => [edge.map((set) => set.join('')).join(), edge]));
  return [...known.values()];
}

/** The bytes of a set, for a table that is written down. */
export function bytesOf(set: ByteSet): number[] {
  return [...byteSet(() => true).keys()].filter((byte) => set[byte] === 1);
}
