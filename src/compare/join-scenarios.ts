import type { Scenario, ScenarioPath } from '../model/path-set.js';
import { joinPaths } from './join-paths.js';

/** Puts together what several boots, or several connections, show of the same scenario. */
export function joinScenarios(scenarios: readonly Scenario[]): Scenario[] {
  const joined = new Map<string, Scenario & { readonly paths: ScenarioPath[] }>();
  for (const scenario of withoutStopped(scenarios)) {
    const key = keyOf(scenario);
    const known = joined.get(key);
    if (known === undefined) joined.set(key, { ...scenario, paths: [...scenario.paths] });
    else known.paths.push(...scenario.paths);
  }
  return [...joined.values()].map((scenario) => ({ ...scenario, paths: joinPaths(scenario.paths) }));
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
