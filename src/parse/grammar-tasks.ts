import { UnsoundGrammar, type CompiledGrammar } from './compile/grammar.js';
import { recognisersOf } from './compile/recognisers.js';
import { DEFAULT_TAG } from './default-tag.js';
import { Diagnostician } from './diagnose.js';
import { HEADER, TRACE_LINE } from './grammars.js';

/*
 * What is done with the grammars as nearley has them. Most logs need none of this, so the command line has it in a file of
 * its own, see build/bundle.ts: what is handed in and out is of no class that both would have.
 */

/** Says what is wrong with lines that carry a tag, which is latin1. */
export function traceLineDiagnostician(tag: string): Diagnostician {
  return new Diagnostician(grammarTagged(tag), {
    atoms: Object.values(TRACE_LINE.atoms),
    end: 'end of line',
    unsaid: ['colour'],
  });
}

/** Says what is wrong with lines of a capture's header. */
export function headerDiagnostician(): Diagnostician {
  return new Diagnostician(HEADER.grammar, { atoms: Object.values(HEADER.atoms), end: 'end of line' });
}

/** The module that recognises lines of a tag, which is latin1; null where they cannot be told from their time stamps. */
export function recognisersTagged(tag: string): Uint8Array | null {
  try {
    return recognisersOf({ ...TRACE_LINE, grammar: grammarTagged(tag) }, `[${tag}]`).module;
  } catch (error) {
    if (error instanceof UnsoundGrammar) return null;
    throw error;
  }
}

function grammarTagged(tag: string): CompiledGrammar {
  const { grammar } = TRACE_LINE;
  if (tag === DEFAULT_TAG) return grammar;
  const others = grammar.ParserRules.filter((rule) => rule.name !== 'tag');
  const symbols = Array.from(tag, (literal) => ({ literal }));
  return { ...grammar, ParserRules: [...others, { name: 'tag', symbols }] };
}
