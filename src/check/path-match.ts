import type { Entry } from '../model/entry.js';
import { sameDestination, sameSource } from '../model/passage.js';
import type { PathExpression, PathPattern, PathStep } from '../model/policy.js';
import { NONE, type SymbolTexts } from '../model/symbol.js';

/** What a path expression is held against. */
export interface PathContext {
  readonly texts: SymbolTexts;
  /** Whether a namespace is one that the policy calls so. */
  isNamespace(netns: number, name: string): boolean;
}

/*
 * Positions on a path: entry i is at 2i, the way from it to the next one at 2i + 1. Entries match at even
 * positions, translations at odd ones.
 */

/** Whether a packet's path is as the expression wants it. */
export function matchesPath(
  { steps, neverAfter }: PathExpression,
  entries: readonly Entry[],
  context: PathContext,
): boolean {
  const end = 2 * entries.length - 1;
  const isAt = (pattern: PathPattern, position: number): boolean =>
    matchesAt(pattern, entries, position, context);
  const isFree = (patterns: readonly PathPattern[], from: number, to: number): boolean =>
    patterns.every((pattern) => {
      for (let position = from; position < to; position++) if (isAt(pattern, position)) return false;
      return true;
    });
  /** What is known not to match, so that no expression takes more than steps × positions. */
  const failed = new Set<number>();
  /**
   * Whether the steps from `index` on can follow what matched at `last`; -1 is the packet's beginning. `isFull`:
   * both translations of that way have matched.
   */
  const follow = (index: number, last: number, isFull: boolean): boolean => {
    const attempt = (index * (end + 2) + last + 1) * 2 + Number(isFull);
    if (failed.has(attempt)) return false;
    const found = canFollow(index, last, isFull);
    if (!found) failed.add(attempt);
    return found;
  };
  const canFollow = (index: number, last: number, isFull: boolean): boolean => {
    const step = steps[index];
    if (step === undefined) return isFree(neverAfter, last + 1, end);
    const candidates = step.follows === 'next' ? nextOf(step, steps[index - 1], last) : laterThan(last, end);
    return candidates.some(
      (position) =>
        (position !== last || (!isFull && step.what.kind !== steps[index - 1]?.what.kind)) &&
        isAt(step.what, position) &&
        isFree(step.neverBefore, last + 1, position) &&
        follow(index + 1, position, position === last),
    );
  };
  return follow(0, -1, false);
}

/** The position right behind `last` at which a step can match: an entry, or the way from one to the next. */
function nextOf({ what }: PathStep, before: PathStep | undefined, last: number): number[] {
  if (what.kind === 'entry') return [last + (isEven(last) ? 2 : 1)];
  // Source and destination may change on the same way.
  return [isEven(last) || before === undefined ? last + 1 : last];
}

function isEven(position: number): boolean {
  return position % 2 === 0;
}

function laterThan(last: number, end: number): number[] {
  // What matched on the way between two entries leaves room there for the other translation.
  const from = last >= 0 && !isEven(last) ? last : last + 1;
  return Array.from({ length: Math.max(end - from, 0) }, (_, i) => from + i);
}

function matchesAt(
  pattern: PathPattern,
  entries: readonly Entry[],
  position: number,
  { texts, isNamespace }: PathContext,
): boolean {
  const entry = entries[position >> 1];
  if (entry === undefined) return false;
  if (pattern.kind !== 'entry') {
    const next = entries[(position >> 1) + 1];
    if (isEven(position) || next === undefined) return false;
    return !(pattern.kind === 'dnat' ? sameDestination : sameSource)(entry, next);
  }
  const { namespace, hook, devices } = pattern;
  return (
    isEven(position) &&
    (hook === null || entry.hook === hook) &&
    (namespace === null || isNamespace(entry.netns, namespace)) &&
    (['in', 'out', 'dev'] as const).every(
      (side) =>
        devices[side] === undefined || (entry[side] !== NONE && texts.text(entry[side]) === devices[side]),
    )
  );
}
