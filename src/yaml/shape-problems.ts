import type { z } from 'zod';
import { FIRST, LAST } from '../model/priority.js';
import type { TextProblem } from './bad-file.js';
import { closest, didYouMean } from './did-you-mean.js';
import type { FileKind } from './file-kind.js';
import { NAME_FORM } from './names.js';
import { oneOf, quoted } from './shown-text.js';
import { kindOf, typeWords, valueAt } from './value-words.js';
import type { DataPath, YamlTree } from './yaml-tree.js';

type Issue = z.core.$ZodIssue;

/** What the schema has against the data, each with its place and in words. */
export function shapeProblems(issues: readonly Issue[], tree: YamlTree, kind: FileKind): TextProblem[] {
  const misspelt = new Set(issues.flatMap((issue) => keysMeant(issue, kind)));
  return issues.flatMap((issue) => {
    const path = pathOf(issue);
    // Who wrote "adress" need not be told that "address" is missing.
    return misspelt.has(JSON.stringify(path)) ? [] : problemsOf(issue, path, { tree, kind });
  });
}

function keysMeant(issue: Issue, kind: FileKind): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = pathOf(issue);
  return issue.keys.flatMap((key) => {
    const meant = closest(key, kind.mapAt(path, path.length).keys);
    return meant === undefined ? [] : [JSON.stringify([...path, meant])];
  });
}

/** A file, and what it should be. */
interface Shaped {
  readonly tree: YamlTree;
  readonly kind: FileKind;
}

function problemsOf(issue: Issue, path: DataPath, shaped: Shaped): TextProblem[] {
  const { tree, kind } = shaped;
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, path, shaped);
  if (issue.code === 'invalid_union') return unionProblems(issue, path, shaped);
  const offset = issue.code === 'invalid_key' ? tree.keyOffset(path) : tree.valueOffset(path);
  return [{ offset, message: wordsFor(issue, path, valueAt(tree.data, path), kind) }];
}

function unknownKeys(keys: readonly string[], path: DataPath, { tree, kind }: Shaped): TextProblem[] {
  const { name, keys: known } = kind.mapAt(path, path.length);
  return keys.map((key) => {
    const hint = didYouMean(key, known) || `; ${name} can have ${oneOf(known, 'and')}`;
    return { offset: tree.keyOffset([...path, key]), message: `unknown key ${quoted(key)}${hint}` };
  });
}

/** Tells of the alternative that the value comes closest to: the one that it has the type of. */
function unionProblems(
  { errors }: z.core.$ZodIssueInvalidUnion,
  path: DataPath,
  shaped: Shaped,
): TextProblem[] {
  const { tree, kind } = shaped;
  const alike =
    errors.find((issues) => issues.some((issue) => issue.path.length > 0)) ??
    errors.find((issues) => issues[0]?.code !== 'invalid_type');
  if (alike !== undefined) {
    return alike.flatMap((issue) => problemsOf(issue, [...path, ...pathOf(issue)], shaped));
  }
  const expected = errors.flatMap(([issue]) => (issue?.code === 'invalid_type' ? [issue.expected] : []));
  const message = typeProblem(path, expected, valueAt(tree.data, path), kind);
  return [{ offset: tree.valueOffset(path), message }];
}

function wordsFor(issue: Issue, path: DataPath, value: unknown, kind: FileKind): string {
  const what = nameOf(path, kind);
  switch (issue.code) {
    case 'invalid_key':
      return `${quoted(String(path.at(-1)))} cannot be a name: ${NAME_FORM}`;
    case 'invalid_type':
      return typeProblem(path, [issue.expected], value, kind);
    case 'invalid_value':
      return choiceProblem(path, issue.values, value, kind);
    case 'too_small':
    case 'too_big':
      if (issue.origin === 'array') return `${what} must not be an empty list`;
      if (issue.origin === 'string')
        return `${what} is too long: it can have ${String('maximum' in issue ? issue.maximum : 0)} characters at most`;
      return `${what} must be a whole number from ${FIRST} to ${LAST}`;
    default:
      return `${what} is not as it must be: ${issue.message}`;
  }
}

function typeProblem(path: DataPath, expected: readonly string[], value: unknown, kind: FileKind): string {
  if (value === undefined) return missingKey(path, kind);
  const wanted = `${nameOf(path, kind)} must be ${typeWords(expected)}, not ${kindOf(value)}`;
  const needsQuotes =
    expected.includes('string') && (typeof value === 'number' || typeof value === 'boolean');
  return needsQuotes && !expected.includes('int') ? `${wanted}; put it in quotes` : wanted;
}

function choiceProblem(path: DataPath, values: readonly unknown[], value: unknown, kind: FileKind): string {
  if (value === undefined) return missingKey(path, kind);
  const words = values.map(String);
  if (path.at(-1) === 'version') {
    return `this nfpath reads version 1 of ${kind.several} only, written as version: 1`;
  }
  if (typeof value !== 'string') return `${nameOf(path, kind)} must be ${oneOf(words)}, not ${kindOf(value)}`;
  return `${nameOf(path, kind)} cannot be ${quoted(value)}${didYouMean(value, words) || `; it must be ${oneOf(words)}`}`;
}

function missingKey(path: DataPath, kind: FileKind): string {
  const map = path.slice(0, -1);
  return `${kind.mapAt(map, map.length).name} needs the key ${quoted(String(path.at(-1)))}`;
}

/** `"at"`, `item 2 of "at"`. */
function nameOf(path: DataPath, kind: FileKind): string {
  const last = path.at(-1);
  if (last === undefined) return kind.one;
  return typeof last === 'number' ? `item ${last + 1} of ${nameOf(path.slice(0, -1), kind)}` : quoted(last);
}

function pathOf({ path }: Issue): DataPath {
  return path.map((step) => (typeof step === 'symbol' ? String(step) : step));
}
