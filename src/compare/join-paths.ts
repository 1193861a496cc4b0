import { MOST_CLIENTS, type ScenarioPath } from '../model/path-set.js';

/** What a path is compared by: everything but how many packets took it, whose, when, and how sure it is. */
export function pathKey({ direction, fate, entries }: ScenarioPath): string {
  return JSON.stringify([
    direction,
    fate,
    entries.map(({ netns, hook, in: inDev, out, dev = '', src, dst }) => [
      netns,
      hook,
      inDev,
      out,
      dev === null ? null : [dev],
      src,
      dst,
    ]),
  ]);
}

/** Each path once; what one packet shows beyond doubt is not doubtful because of another. */
export function joinPaths(paths: readonly ScenarioPath[]): ScenarioPath[] {
  const joined = new Map<string, ScenarioPath>();
  for (const path of paths) {
    const key = pathKey(path);
    const known = joined.get(key);
    joined.set(key, known === undefined ? path : join(known, path));
  }
  return [...joined.values()];
}

function join(a: ScenarioPath, b: ScenarioPath): ScenarioPath {
  return {
    ...(doubtRank(b) < doubtRank(a) ? b : a),
    packets: a.packets === null || b.packets === null ? null : a.packets + b.packets,
    clients:
      a.clients === null || b.clients === null
        ? null
        : [...new Set([...a.clients, ...b.clients])].slice(0, MOST_CLIENTS),
  };
}

function doubtRank({ doubt, mayLackFront, mayLackEnd }: ScenarioPath): number {
  return (doubt === null ? 0 : 4) + Number(mayLackFront) + Number(mayLackEnd);
}
