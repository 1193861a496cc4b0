import type { Sides } from '../model/difference.js';
import { PRE_ROUTING } from '../model/hook.js';
import type { PathDoubt, PathEntry, ScenarioPath } from '../model/path-set.js';
import { pathKey } from './join-paths.js';

/** The paths of a scenario and direction on one side. */
export interface SortedPaths {
  /** Both sides have them. */
  readonly alike: readonly ScenarioPath[];
  /** Only this side has them, beyond doubt. */
  readonly own: readonly ScenarioPath[];
  /** Of which nothing can be concluded. */
  readonly doubtful: readonly { readonly path: ScenarioPath; readonly doubt: PathDoubt }[];
}

/** Sorts out what both sides have alike, what only one has, and what can't be judged. */
export function sortOut(paths: Sides<readonly ScenarioPath[]>): Sides<SortedPaths> {
  const sort = (side: readonly ScenarioPath[], other: readonly ScenarioPath[]): SortedPaths => {
    const otherKeys = new Set(other.map(pathKey));
    const whole = [...side, ...other].filter((path) => path.doubt === null);
    const sorted = { alike: [] as ScenarioPath[], own: [] as ScenarioPath[], doubtful: [] as Doubtful[] };
    const cutOff: Doubtful[] = [];
    for (const path of side) {
      if (otherKeys.has(pathKey(path))) {
        sorted.alike.push(path);
        if (path.doubt !== null) sorted.doubtful.push({ path, doubt: path.doubt });
        continue;
      }
      if (isCutOff(path, whole)) {
        cutOff.push({ path, doubt: path.mayLackEnd ? 'open' : 'incomplete' });
        continue;
      }
      const doubt = path.doubt ?? oddity(path, side);
      if (doubt === null) sorted.own.push(path);
      else sorted.doubtful.push({ path, doubt });
    }
    // What is cut off says nothing beside whole paths; where there is nothing else, that is to be told.
    const isAll = sorted.alike.length + sorted.own.length + sorted.doubtful.length === 0;
    return isAll ? { ...sorted, doubtful: cutOff } : sorted;
  };
  return { old: sort(paths.old, paths.new), new: sort(paths.new, paths.old) };
}

interface Doubtful {
  readonly path: ScenarioPath;
  readonly doubt: PathDoubt;
}

/** What is doubtful of a path beside the others of its capture. */
function oddity(path: ScenarioPath, siblings: readonly ScenarioPath[]): PathDoubt | null {
  if (isOddPass(path, siblings)) return 'ambiguous';
  // Others show that it cannot begin there: what came before is not in the log.
  const comesFromNowhere = path.entries[0]!.hook === PRE_ROUTING && isPartOf(path, siblings, 'end');
  return comesFromNowhere ? 'incomplete' : null;
}

/** Whether it is what the log's beginning or end has left of another path. */
function isCutOff(path: ScenarioPath, whole: readonly ScenarioPath[]): boolean {
  const { mayLackFront, mayLackEnd } = path;
  if (!mayLackFront && !mayLackEnd) return false;
  return isPartOf(path, whole, mayLackFront ? (mayLackEnd ? 'anywhere' : 'end') : 'beginning');
}

/** Whether a longer path has just these entries in a row, at its beginning, at its end or anywhere. */
function isPartOf(
  { entries }: ScenarioPath,
  whole: readonly ScenarioPath[],
  where: 'beginning' | 'end' | 'anywhere',
): boolean {
  return whole.some((other) => {
    const surplus = other.entries.length - entries.length;
    if (surplus <= 0) return false;
    const last = where === 'beginning' ? 0 : surplus;
    for (let at = where === 'end' ? surplus : 0; at <= last; at++) {
      if (entries.every((entry, i) => isSameEntry(entry, other.entries[at + i]!))) return true;
    }
    return false;
  });
}

function isSameEntry(a: PathEntry, b: PathEntry): boolean {
  return (['netns', 'hook', 'in', 'out', 'dev', 'src', 'dst'] as const).every(
    (field) => a[field] === b[field],
  );
}

/**
 * Whether it passes PRE_ROUTING twice where others of its capture, that are no fewer, pass once: a packet that was
 * stopped there, or whose next record is lost, and another one at its skb address look like it.
 */
function isOddPass(path: ScenarioPath, siblings: readonly ScenarioPath[]): boolean {
  const { entries } = path;
  const once = entries.filter((entry, i) => !isRepeated(entry, entries[i - 1]));
  if (once.length === entries.length || path.packets === null) return false;
  const key = pathKey({ ...path, entries: once });
  const single = siblings.find((sibling) => pathKey(sibling) === key);
  return (single?.packets ?? 0) >= path.packets;
}

function isRepeated(entry: PathEntry, before: PathEntry | undefined): boolean {
  return (
    entry.hook === PRE_ROUTING &&
    before?.hook === PRE_ROUTING &&
    before.netns === entry.netns &&
    before.in === entry.in
  );
}
