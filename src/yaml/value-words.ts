import { shown } from '../model/shown.js';
import type { DataPath } from './yaml-tree.js';

/** zod's words for types, in those of who writes YAML. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a map (lines of the form "key: value")',
  record: 'a map (lines of the form "key: value")',
  int: 'a whole number',
  number: 'a number',
};

export function typeWords(types: readonly string[]): string {
  return types.map((type) => TYPES[type] ?? type).join(' or ');
}

/** What a value is, for who wrote it. */
export function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string'
    ? 'text'
    : `the ${typeof value === 'number' ? 'number' : 'word'} ${shown(String(value))}`;
}

/** The part of the data at a path; undefined where there is none. */
export function valueAt(data: unknown, path: DataPath): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}
