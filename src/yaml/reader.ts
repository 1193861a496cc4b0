import type { TextProblem } from './bad-file.js';
import type { Parsed } from './parsed.js';
import type { DataPath, YamlTree } from './yaml-tree.js';

/** One text of the file and where it is. */
export interface Item<Text> {
  readonly text: Text;
  readonly path: DataPath;
}

/** Takes the meaning of values, and notes what has none so that all of it is told at once. */
export class Reader {
  readonly problems: TextProblem[] = [];
  readonly tree: YamlTree;

  constructor(tree: YamlTree) {
    this.tree = tree;
  }

  /** Notes a problem with a value. */
  blame(path: DataPath, message: string): void {
    this.problems.push({ offset: this.tree.valueOffset(path), message });
  }

  /** Notes a problem with a key. */
  blameKey(path: DataPath, message: string): void {
    this.problems.push({ offset: this.tree.keyOffset(path), message });
  }

  /** What a value means; undefined, and noted, where it means nothing. */
  take<Value>(path: DataPath, parsed: Parsed<Value>): Value | undefined {
    if ('value' in parsed) return parsed.value;
    this.blame(path, parsed.problem);
    return undefined;
  }

  /** What the items of a list mean, or of its only item; what means the same as one before it is blamed. */
  takeAll<Text, Value>(
    given: Text | readonly Text[] | undefined,
    path: DataPath,
    parse: (text: Text) => Parsed<Value>,
  ): Value[] {
    const seen = new Set<string>();
    return itemsOf(given, path).flatMap((item) => {
      const value = this.take(item.path, parse(item.text));
      if (value === undefined) return [];
      const key = JSON.stringify(value);
      if (seen.has(key)) this.blame(item.path, `${JSON.stringify(path.at(-1))} has this twice`);
      seen.add(key);
      return [value];
    });
  }
}

function itemsOf<Text>(given: Text | readonly Text[] | undefined, path: DataPath): Item<Text>[] {
  if (given === undefined) return [];
  if (!isList(given)) return [{ text: given, path }];
  return given.map((text, i) => ({ text, path: [...path, i] }));
}

function isList<Text>(given: Text | readonly Text[]): given is readonly Text[] {
  return Array.isArray(given);
}
