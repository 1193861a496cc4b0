import { createRequire } from 'node:module';
import type { Grammar, Parser } from 'nearley';
import type { CompiledGrammar } from './compile/grammar.js';

/**
 * Makes nearley parsers for a grammar. nearley is loaded when this is called, as most logs need none, and not
 * by import(), as lines are parsed synchronously.
 */
export function parsersFor(compiled: CompiledGrammar): () => Parser {
  const nearley = createRequire(import.meta.url)('nearley') as typeof import('nearley');
  const grammar: Grammar = nearley.Grammar.fromCompiled(compiled);
  /** nearley's own message lists its whole state; it takes far longer to write than the line to parse. */
  class QuietParser extends nearley.Parser {
    reportError(): string {
      return '';
    }
  }
  return () => new QuietParser(grammar);
}

/** From the error with which a parser refuses a text: where that is, from 0. Throws any other error. */
export function refusedAt(error: unknown): number {
  if (error instanceof Error && 'offset' in error && typeof error.offset === 'number') return error.offset;
  throw error;
}
