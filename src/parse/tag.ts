import { UsersError } from '../model/users-error.js';
import { recognisersOf } from './compile/recognisers.js';
import { UnsoundGrammar, type CompiledGrammar } from './compile/grammar.js';
import { TRACE_LINE } from './grammars.js';
import { RECOGNISERS } from './recogniser.js';
import { Module } from './wasm/engine.js';

/** The tag that the module puts in front of its lines unless it was built under another name. */
export const DEFAULT_TAG = 'nftrace';

/** A `--tag` that no line can carry, or that cannot be told from a time stamp. */
export class BadTag extends UsersError {
  override readonly name = 'BadTag';
}

/** The lines of one tag: what recognises them, and the grammar that says what is wrong with others. */
export interface TaggedLines {
  /** The tag in its brackets, as latin1. */
  readonly mark: string;
  readonly grammar: CompiledGrammar;
  readonly module: Module;
}

/**
 * The lines that begin with `[tag]: `. For any other tag than nftrace the grammar is compiled here and now,
 * which takes some 0.2 s. Throws BadTag.
 */
export function linesTagged(tag: string = DEFAULT_TAG): TaggedLines {
  if (tag === DEFAULT_TAG) return { mark: `[${tag}]`, grammar: TRACE_LINE.grammar, module: RECOGNISERS };
  if (tag === '') throw new BadTag('a tag cannot be empty');
  if (Array.from(tag).some((char) => char < ' ' || char === '\x7f' || char === ']')) {
    throw new BadTag(`a tag cannot hold "]" or control characters: ${JSON.stringify(tag)}`);
  }
  const bytes = Buffer.from(tag, 'utf8').toString('latin1');
  const grammar = respell(TRACE_LINE.grammar, bytes);
  const mark = `[${bytes}]`;
  return { mark, grammar, module: compiled(grammar, mark, tag) };
}

function respell(grammar: CompiledGrammar, tag: string): CompiledGrammar {
  const others = grammar.ParserRules.filter((rule) => rule.name !== 'tag');
  const symbols = Array.from(tag, (literal) => ({ literal }));
  return { ...grammar, ParserRules: [...others, { name: 'tag', symbols }] };
}

function compiled(grammar: CompiledGrammar, mark: string, tag: string): Module {
  try {
    return new Module(recognisersOf({ ...TRACE_LINE, grammar }, mark).module);
  } catch (error) {
    if (!(error instanceof UnsoundGrammar)) throw error;
    throw new BadTag(`lines tagged ${JSON.stringify(tag)} cannot be told from their time stamps`, {
      cause: error,
    });
  }
}
