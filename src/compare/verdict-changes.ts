import type { ComparedRules, Difference, VerdictChange } from '../model/difference.js';
import type { RuleVerdict } from '../model/finding.js';
import { targetOf } from '../model/path-set.js';
import { serviceEndpointText, type Rule } from '../model/policy.js';

/** Which rules of a policy have another verdict on the new side, and which differences they are concerned by. */
export function compareVerdicts(
  old: readonly RuleVerdict[],
  fresh: readonly RuleVerdict[],
  differences: readonly Difference[],
): ComparedRules {
  const changed = fresh.flatMap((verdict, i): VerdictChange[] => {
    const before = old[i]!;
    if (before.verdict === verdict.verdict) return [];
    const { rule } = verdict;
    const because = differences.flatMap((difference, k) => (concerns(difference, rule) ? [k + 1] : []));
    return [{ rule, old: before, new: verdict, because }];
  });
  return { total: fresh.length, changed };
}

/** Whether a difference is of the rule's packets, and at one of its placements, or of how they end. */
function concerns({ scenario, direction, change }: Difference, rule: Rule): boolean {
  const { address, published } = rule.protects;
  const own = [address, ...published].map(serviceEndpointText);
  if (!own.includes(scenario.server) && !own.includes(targetOf(scenario))) return false;
  if (!rule.directions.includes(direction)) return false;
  if (change.kind === 'fate' || rule.path[direction] !== undefined) return true;
  return rule.at.some(
    ({ namespace, hook }) => change.at !== null && change.at.netns === namespace && change.at.hook === hook,
  );
}
