import { Lexer, Parser } from 'yaml';

/** A policy needs eight, a snapshot nine. */
const DEEPEST = 24;

/**
 * Where the text opens more lists and maps within each other than any such file has; null where it never does.
 * It must be known beforehand: the package's composer works by recursion, and where its stack ends in the middle
 * of compiling a regular expression, Node itself aborts.
 */
export function tooDeepAt(text: string): number | null {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    const at = parser.offset;
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return at;
  }
  return null;
}
