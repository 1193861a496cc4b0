import { shown } from '../model/shown.js';
import { isCollection, isScalar, visit, type Document, type Node, type YAMLMap } from 'yaml';
import type { TextProblem } from './bad-file.js';
import type { FileKind } from './file-kind.js';
import { quoted } from './shown-text.js';
import { noAliases, noAnchors, noTags } from './yaml-error-words.js';

/** What is YAML, but has no place in a file that people write: what a reader would have to look up elsewhere in the file. */
export function restrictionsBrokenBy(
  document: Document,
  text: string,
  { one, several }: FileKind,
): TextProblem[] {
  const problems: TextProblem[] = [];
  if (document.directives?.yaml.version !== '1.2') {
    problems.push({ offset: text.search(/^%YAML/m), message: `${several} are YAML 1.2; leave the line out` });
  }
  const collect = (found: readonly TextProblem[]): void => found.forEach((problem) => problems.push(problem));
  visit(document, {
    Alias: (_, { range }) => collect([{ offset: range?.[0] ?? 0, message: noAliases(one) }]),
    Scalar: (_, scalar) => collect(propertiesOf(scalar, text, one)),
    Seq: (_, list) => collect(propertiesOf(list, text, one)),
    Map: (_, map) => collect([...propertiesOf(map, text, one), ...keyProblems(map, one)]),
  });
  return problems;
}

function propertiesOf(
  { anchor, tag, range }: Node & { anchor?: string },
  text: string,
  one: string,
): TextProblem[] {
  const start = range?.[0] ?? 0;
  return [
    ...(anchor === undefined ? [] : [{ offset: propertyAt(text, '&', start), message: noAnchors(one) }]),
    ...(tag === undefined ? [] : [{ offset: propertyAt(text, '!', start), message: noTags(one) }]),
  ];
}

/** Where the word before a value begins that has this mark. */
function propertyAt(text: string, mark: string, valueStart: number): number {
  const at = text.lastIndexOf(mark, valueStart);
  const before = /[^\s[{,]*$/.exec(text.slice(Math.max(at - 200, 0), Math.max(at, 0)));
  return Math.max(at - (before?.[0].length ?? 0), 0);
}

function keyProblems(map: YAMLMap, one: string): TextProblem[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    const offset = offsetOf(key) ?? map.range?.[0] ?? 0;
    const message = keyProblem(key, seen, one);
    return message === null ? [] : [{ offset, message }];
  });
}

function keyProblem(key: unknown, seen: Set<string>, one: string): string | null {
  if (isCollection(key)) return 'a key must be text, not a list or a map';
  // Aliases are told of by themselves.
  if (!isScalar(key)) return key === null ? 'a key is missing' : null;
  const { value, source } = key;
  if (value === null && !source) return 'a key is missing';
  if (typeof value !== 'string')
    return `the key ${shown(String(source ?? value))} must be text; put it in quotes`;
  if (value === '<<') return `${one} has no YAML merge keys`;
  // zod passes over it, and so it would be an unknown key that nobody is told of.
  if (value === '__proto__') return `${quoted(value)} cannot be a key`;
  if (seen.has(value)) return `the key ${quoted(value)} is there twice`;
  seen.add(value);
  return null;
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isCollection(node) ? node.range?.[0] : undefined;
}
