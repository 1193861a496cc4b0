import { isMap, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';
import { offsetInScalar } from './scalar-offset.js';

/** Keys and indices from the root of the document to a value. */
export type DataPath = readonly (string | number)[];

/** What YAML makes of such a file: its data, and where in the text each part of them stands. */
export class YamlTree {
  /** Maps, lists, texts, numbers, true, false and null. */
  readonly data: unknown;
  readonly #root: unknown;
  readonly #text: string;

  constructor(document: Document, text: string) {
    this.data = document.toJS();
    this.#root = document.contents;
    this.#text = text;
  }

  /** Offset of the key of a map's entry, or of a list's item. */
  keyOffset(path: DataPath): number {
    const key = this.#pairAt(path)?.key;
    return (isScalar(key) ? key.range?.[0] : undefined) ?? this.valueOffset(path);
  }

  /** Offset of a value; where it is left empty, of its key. Of what is not there, of what it is missing in. */
  valueOffset(path: DataPath): number {
    const node = this.#nodeAt(path);
    const [start, end] = node?.range ?? [0, 0];
    if (end > start) return start;
    const key = this.#pairAt(path)?.key;
    if (isScalar(key)) return key.range?.[0] ?? 0;
    return path.length === 0 ? 0 : node === undefined ? this.valueOffset(path.slice(0, -1)) : start;
  }

  /** Offset of the character `at` (from 0) of a text. */
  offsetIn(path: DataPath, at: number): number {
    const node = this.#nodeAt(path);
    return isScalar(node) ? offsetInScalar(node, this.#text, at) : this.valueOffset(path);
  }

  #nodeAt(path: DataPath): Node | undefined {
    let node = this.#root;
    for (const step of path) {
      if (isSeq(node)) node = node.items[Number(step)];
      else node = pairOf(node, step)?.value;
    }
    return isScalar(node) || isMap(node) || isSeq(node) ? node : undefined;
  }

  #pairAt(path: DataPath): Pair | undefined {
    const last = path.at(-1);
    return last === undefined ? undefined : pairOf(this.#nodeAt(path.slice(0, -1)), last);
  }
}

function pairOf(node: unknown, name: string | number): Pair | undefined {
  return isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
}
