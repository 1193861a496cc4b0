import type { PathExpression } from '../model/policy.js';
import { BadPath } from './bad-path.js';
import { readPath } from './path-grammar.js';
import { stepsOf } from './path-steps.js';
import { quoted } from '../yaml/shown-text.js';

/** Rules of the grammar that it is no help to be told of. */
const UNSAID: ReadonlySet<string> = new Set(['blanks']);

/** Reads a path in the language of grammar/path.ne. Throws BadPath. */
export function parsePath(text: string, namespaces: readonly string[]): PathExpression {
  if (text.trim() === '') throw new BadPath(0, 'a path must not be empty; leave the key out for any path');
  const read = readPath(text);
  if ('path' in read) return { text, ...stepsOf(read.path, namespaces) };
  const { column, expected } = read.diagnosis;
  const wanted = expected.filter((what) => !UNSAID.has(what)).map((what) => what.replaceAll('"\\""', `'"'`));
  const rest = Array.from(text.slice(column - 1));
  const found =
    rest.length === 0 ? 'the path ends here' : `${quoted(rest.slice(0, 12).join(''))} cannot stand here`;
  throw new BadPath(column - 1, `${found}; expected ${wanted.join(' or ')}`);
}
