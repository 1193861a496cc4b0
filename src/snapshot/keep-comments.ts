import { isMap, isScalar, isSeq, type Document, type Node, type YAMLMap, type YAMLSeq } from 'yaml';

/** Puts the comments of an earlier snapshot to the same scenarios, paths and lines of a new one. */
export function keepComments(earlier: Document, fresh: Document): void {
  fresh.commentBefore = earlier.commentBefore;
  fresh.comment = earlier.comment;
  if (earlier.contents !== null && fresh.contents !== null) keepIn(earlier.contents, fresh.contents);
}

function keepIn(old: unknown, fresh: unknown): void {
  if (isNode(old) && isNode(fresh)) copyComments(old, fresh);
  if (isMap(old) && isMap(fresh)) keepInMap(old, fresh);
  else if (isSeq(old) && isSeq(fresh)) keepInList(old, fresh);
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function copyComments(old: Node, fresh: Node): void {
  if (old.commentBefore != null) fresh.commentBefore = old.commentBefore;
  if (old.comment != null) fresh.comment = old.comment;
  if (old.spaceBefore === true) fresh.spaceBefore = true;
}

function keepInMap(old: YAMLMap, fresh: YAMLMap): void {
  for (const { key, value } of fresh.items) {
    const pair = old.items.find((other) => valueOf(other.key) === valueOf(key));
    if (pair === undefined) continue;
    keepIn(pair.key, key);
    keepIn(pair.value, value);
  }
}

/** An item is the same as one with the same identity, or else as the next one with the same likeness. */
function keepInList(old: YAMLSeq, fresh: YAMLSeq): void {
  const left = new Set(old.items);
  const waiting = new Set(fresh.items);
  for (const identityOf of [identity, likeness]) {
    for (const item of waiting) {
      const wanted = identityOf(item);
      const found = [...left].find((other) => identityOf(other) === wanted);
      if (found === undefined) continue;
      left.delete(found);
      waiting.delete(item);
      keepIn(found, item);
    }
  }
}

/** What an item says: of a scenario its ends, of a path all of it, of a line its text. */
function identity(item: unknown): string {
  if (!isMap(item)) return String(valueOf(item));
  const path = item.get('path');
  return isSeq(path)
    ? path.items.map((line) => String(valueOf(line))).join('\n')
    : JSON.stringify(['to', 'server', 'from'].map((key) => item.get(key)));
}

/** What it has in common with what it has become: a line its namespace and hook. */
function likeness(item: unknown): string {
  if (!isMap(item)) return String(valueOf(item)).replace(/\[.*$/, '');
  return isSeq(item.get('path')) ? 'path' : String(item.get('to'));
}

function valueOf(node: unknown): unknown {
  return isScalar(node) ? node.value : node;
}
