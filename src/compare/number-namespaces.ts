import type { ScenarioPath } from '../model/path-set.js';

/** Stands before the pointer of a namespace that nothing names; no name begins so. */
export const UNNAMED = '\0';

/**
 * Calls the namespaces that nothing names `netns#1`, `netns#2`, … in the order in which the paths of a scenario cross
 * them. The order of the paths is that of what they say beside these names, so it is the same in every boot.
 */
export function numberNamespaces(paths: readonly ScenarioPath[]): ScenarioPath[] {
  const isUnnamed = (netns: string): boolean => netns.startsWith(UNNAMED);
  if (!paths.some(({ entries }) => entries.some(({ netns }) => isUnnamed(netns)))) return [...paths];
  const numbers = new Map<string, string>();
  const ordered = paths
    .map((path) => ({ path, pattern: patternOf(path) }))
    .sort((a, b) => byImportance(a.path, b.path) || (a.pattern < b.pattern ? -1 : 1));
  for (const { path } of ordered) {
    for (const { netns } of path.entries) {
      if (isUnnamed(netns) && !numbers.has(netns)) numbers.set(netns, `netns#${numbers.size + 1}`);
    }
  }
  return paths.map((path) => ({
    ...path,
    entries: path.entries.map((entry) => ({ ...entry, netns: numbers.get(entry.netns) ?? entry.netns })),
  }));
}

/** Original packets show the whole way first; the longer of two shows more of it. */
function byImportance(a: ScenarioPath, b: ScenarioPath): number {
  return a.direction.localeCompare(b.direction) || b.entries.length - a.entries.length;
}

/** A path with its unnamed namespaces numbered by themselves. */
function patternOf({ fate, entries }: ScenarioPath): string {
  const own = new Map<string, number>();
  return JSON.stringify([
    fate,
    entries.map(({ netns, ...rest }) => {
      if (!netns.startsWith(UNNAMED)) return [netns, rest];
      if (!own.has(netns)) own.set(netns, own.size);
      return [own.get(netns), rest];
    }),
  ]);
}
