import type { Direction } from '../model/packet.js';
import type { PathExpression, Rule } from '../model/policy.js';
import { BadPath } from './bad-path.js';
import { parsePath } from './path-expression.js';
import type { Reader } from '../yaml/reader.js';
import type { RuleData } from './schema.js';
import type { DataPath } from '../yaml/yaml-tree.js';

const DIRECTIONS: readonly Direction[] = ['original', 'reply'];

/** What a rule wants of paths. A path that is one text is for original packets. */
export function readPaths(
  given: RuleData['path'],
  path: DataPath,
  directions: readonly Direction[],
  namespaces: readonly string[],
  reader: Reader,
): Rule['path'] {
  if (given === undefined) return {};
  const isText = typeof given === 'string';
  const texts = isText ? { original: given } : given;
  const found: Partial<Record<Direction, PathExpression>> = {};
  for (const direction of DIRECTIONS) {
    const text = texts[direction];
    if (text === undefined) continue;
    const at = isText ? path : [...path, direction];
    const expression = readPath(text, at, namespaces, reader);
    if (expression !== undefined) found[direction] = expression;
    if (!directions.includes(direction)) {
      reader.blameKey(at, `this path is for direction ${direction}, which "directions" leaves out`);
    }
  }
  if (Object.values(texts).length === 0) reader.blame(path, '"path" must have "original", "reply", or both');
  return found;
}

function readPath(
  text: string,
  at: DataPath,
  namespaces: readonly string[],
  reader: Reader,
): PathExpression | undefined {
  try {
    return parsePath(text, namespaces);
  } catch (error) {
    if (!(error instanceof BadPath)) throw error;
    reader.problems.push({ offset: reader.tree.offsetIn(at, error.at), message: error.message });
    return undefined;
  }
}
