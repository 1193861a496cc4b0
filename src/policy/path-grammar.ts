import type { Parser } from 'nearley';
import { Diagnostician, type Diagnosis } from '../parse/diagnose.js';
import type { CompiledGrammar, Postprocessor } from '../parse/compile/grammar.js';
import { parsersFor, refusedAt } from '../parse/quiet-parser.js';
import * as generated from './generated/path-grammar.js';

/** A word of the path and where it stands, from 0. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

/** A pattern as it is written: what its words mean is still to be looked up. */
export type PatternSyntax =
  | {
      readonly kind: 'entry';
      /** null: any, as for the hook. */
      readonly namespace: Word | null;
      readonly hook: Word | null;
      readonly devices: readonly { readonly side: Word; readonly name: Word }[];
    }
  | { readonly kind: 'translation'; readonly name: Word };

export type Follows = 'next' | 'later';

export interface PartSyntax {
  readonly isNever: boolean;
  readonly what: PatternSyntax;
  readonly at: number;
}

export interface LinkSyntax {
  readonly follows: Follows;
  readonly at: number;
}

/** A path as it is written. `links[i]` stands between part i and part i + 1. */
export interface PathSyntax {
  /** `^`, and what stands between it and the first part: null where nothing does. */
  readonly begins: { readonly follows: Follows | null; readonly at: number } | null;
  readonly parts: readonly PartSyntax[];
  readonly links: readonly LinkSyntax[];
}

/** `grammar/path.ne`, as nearleyc compiled it. */
const GRAMMAR = generated.default as unknown as CompiledGrammar;
const MANNER = { atoms: [generated.word as unknown as Postprocessor], end: 'the end' };

/** Made with the first path, as most commands need none. */
let newParser: (() => Parser) | undefined;

/** Reads a path; a diagnosis where it is not in the grammar. */
export function readPath(text: string): { readonly path: PathSyntax } | { readonly diagnosis: Diagnosis } {
  newParser ??= parsersFor(GRAMMAR);
  const parser = newParser();
  try {
    parser.feed(text);
  } catch (error) {
    refusedAt(error);
  }
  // nearley leaves them out where it was refused on the way.
  const [path, another] = (parser.results ?? []) as PathSyntax[];
  if (another !== undefined) throw new Error(`internal error: ${JSON.stringify(text)} reads in two ways`);
  return path === undefined ? { diagnosis: new Diagnostician(GRAMMAR, MANNER).diagnose(text) } : { path };
}
