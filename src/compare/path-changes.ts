import { usualDevice } from '../model/device-name.js';
import type { HookPlace, KnownDevices, PathChange, Sides } from '../model/difference.js';
import type { PathEntry, ScenarioPath } from '../model/path-set.js';
import { align, type Step } from './align.js';

type Paired = Sides<ScenarioPath>;

/** What turns the old path into the new one, entry by entry, in the order of the path. */
export function pathChanges(pair: Paired): PathChange[] {
  const old = pair.old.entries;
  const fresh = pair.new.entries;
  const { steps } = align(old, fresh);
  const end = endChange(pair, steps);
  const inner = end !== null && end.beyond.length > 0 ? steps.slice(0, lastInBoth(steps) + 1) : steps;
  const moved = findMoves(inner, old, fresh);
  const repeated = new Set<string>();
  const changes = inner.flatMap((step): PathChange[] => {
    if (step.old !== undefined && step.new !== undefined)
      return entryChanges(old[step.old]!, fresh[step.new]!);
    const move = moved.find(({ gone, added }) => gone === step || added === step);
    if (move !== undefined) return step.old === undefined ? moveChanges(move, old, fresh) : [];
    const entry = step.old === undefined ? fresh[step.new]! : old[step.old]!;
    const at = placeOf(entry);
    const runs = { old: longestRun(old, at), new: longestRun(fresh, at) };
    if (runs.old > 0 && runs.new > 0 && runs.old !== runs.new) {
      const key = `${at.netns}/${at.hook}`;
      if (repeated.has(key)) return [];
      repeated.add(key);
      return [{ kind: 'hook-repeated', at, ...runs }];
    }
    return step.old === undefined
      ? [{ kind: 'hook-added', at, new: devicesOf(entry) }]
      : [{ kind: 'hook-gone', at, old: devicesOf(entry) }];
  });
  return end === null ? changes : [...changes, end];
}

export function placeOf({ netns, hook }: PathEntry): HookPlace {
  return { netns, hook };
}

function devicesOf({ in: inDev, out }: PathEntry): KnownDevices {
  return { in: inDev, out };
}

type FateChange = Extract<PathChange, { kind: 'fate' }>;

/** A path that goes on where the other ends is one change, not one for each hook that is not reached. */
function endChange({ old, new: fresh }: Paired, steps: readonly Step[]): FateChange | null {
  const tail = steps.slice(lastInBoth(steps) + 1);
  const goesOn = tail.every((step) => step.old === undefined) || tail.every((step) => step.new === undefined);
  const beyond = goesOn ? tail : [];
  if (old.fate === fresh.fate && (beyond.length === 0 || !isEnd(old.fate))) return null;
  return {
    kind: 'fate',
    old: { fate: old.fate, at: placeOf(old.entries.at(-1)!) },
    new: { fate: fresh.fate, at: placeOf(fresh.entries.at(-1)!) },
    goesOn: beyond.length === 0 ? null : beyond[0]!.old === undefined ? 'new' : 'old',
    beyond: beyond.map((step) =>
      placeOf(step.old === undefined ? fresh.entries[step.new]! : old.entries[step.old]!),
    ),
  };
}

/** Every fate is one; of `delivered` a longer path is another way to the same end. */
function isEnd(fate: ScenarioPath['fate']): boolean {
  return fate !== 'delivered';
}

function lastInBoth(steps: readonly Step[]): number {
  return steps.findLastIndex((step) => step.old !== undefined && step.new !== undefined);
}

/** What differs at an entry that both paths have. */
function entryChanges(old: PathEntry, fresh: PathEntry): PathChange[] {
  const at = placeOf(fresh);
  const changes: PathChange[] = [];
  if (old.netns !== fresh.netns) changes.push({ kind: 'namespace', at, old: old.netns, new: fresh.netns });
  for (const device of ['in', 'out'] as const) {
    if (old[device] !== fresh[device]) {
      changes.push({ kind: 'device', at, device, old: old[device], new: fresh[device] });
    }
  }
  if (old.dev !== fresh.dev) {
    changes.push({ kind: 'device', at, device: 'dev', old: ownDevice(old), new: ownDevice(fresh) });
  }
  if (old.src !== fresh.src)
    changes.push({ kind: 'address', at, end: 'source', old: old.src, new: fresh.src });
  if (old.dst !== fresh.dst) {
    changes.push({ kind: 'address', at, end: 'destination', old: old.dst, new: fresh.dst });
  }
  return changes;
}

function ownDevice(entry: PathEntry): string | null {
  return entry.dev === undefined ? usualDevice(entry.hook, entry, null) : entry.dev;
}

interface Move {
  readonly gone: Step & { readonly new: undefined };
  readonly added: Step & { readonly old: undefined };
}

/** A hook that is gone in one place and added in another has moved. */
function findMoves(steps: readonly Step[], old: readonly PathEntry[], fresh: readonly PathEntry[]): Move[] {
  const added = steps.filter((step) => step.old === undefined);
  return steps.flatMap((gone) => {
    if (gone.new !== undefined) return [];
    const index = added.findIndex((step) => isSamePlace(fresh[step.new]!, old[gone.old]!));
    const [partner] = index < 0 ? [] : added.splice(index, 1);
    return partner === undefined ? [] : [{ gone, added: partner }];
  });
}

function moveChanges(
  { gone, added }: Move,
  old: readonly PathEntry[],
  fresh: readonly PathEntry[],
): PathChange[] {
  const before = (entries: readonly PathEntry[], at: number): HookPlace | null =>
    at === 0 ? null : placeOf(entries[at - 1]!);
  return [
    {
      kind: 'hook-moved',
      at: placeOf(fresh[added.new]!),
      old: before(old, gone.old),
      new: before(fresh, added.new),
    },
    ...entryChanges(old[gone.old]!, fresh[added.new]!),
  ];
}

/** How many times in a row a path crosses a hook at most. */
function longestRun(entries: readonly PathEntry[], at: HookPlace): number {
  let [longest, run] = [0, 0];
  for (const entry of entries) {
    run = isSamePlace(entry, at) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function isSamePlace(a: HookPlace, b: HookPlace): boolean {
  return a.netns === b.netns && a.hook === b.hook;
}
