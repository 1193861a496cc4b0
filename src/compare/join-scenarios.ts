import type { Scenario, ScenarioPath } from '../model/path-set.js';
import { joinPaths, pathKey } from './join-paths.js';

/** Puts together what several boots, or several connections, show of the same scenario. */
export function joinScenarios(scenarios: readonly Scenario[]): Scenario[] {
  const joined = new Map<string, Scenario & { readonly paths: ScenarioPath[] }>();
  for (const scenario of withoutStopped(scenarios)) {
    const key = keyOf(scenario);
    const known = joined.get(key);
    if (known === undefined) joined.set(key, { ...scenario, paths: [...scenario.paths] });
    else known.paths.push(...scenario.paths);
  }
  const whole = [...joined.values()].map((scenario) => ({ ...scenario, paths: joinPaths(scenario.paths) }));
  return whole.filter((scenario) => !isPartOfAnother(scenario, whole));
}

/**
 * Whether it is of connections that were under way when the log began, so that their clients are unknown, and shows
 * nothing that others of the same server do not.
 */
function isPartOfAnother({ server, from, paths }: Scenario, scenarios: readonly Scenario[]): boolean {
  if (from !== null) return false;
  return scenarios.some((other) => {
    if (other.from === null || other.server !== server) return false;
    const known = new Set(other.paths.map(pathKey));
    return paths.every((path) => known.has(pathKey(path)));
  });
}

function keyOf({ server, published, from }: Scenario): string {
  return JSON.stringify([server, published, from]);
}

/** What was stopped before DNAT looks like a server at the published address: it is that service's. */
function withoutStopped(scenarios: readonly Scenario[]): Scenario[] {
  return scenarios.map((scenario) => {
    const { server, published, from, paths } = scenario;
    const isStopped =
      published === null &&
      paths.every(({ direction, fate }) => direction === 'original' && fate === 'stopped');
    const meant = isStopped
      ? scenarios.find((other) => other.published === server && other.from === from)
      : undefined;
    return meant === undefined ? scenario : { ...scenario, server: meant.server, published: server };
  });
}
