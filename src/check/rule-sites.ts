import type { Policy } from '../model/policy.js';
import type { RuleSite } from '../model/rule-site.js';
import type { Evidenced } from './evidenced.js';
import { Places } from './places.js';

/** Where the rules of a policy sit in a log; a rule has no site in a boot that does not show its namespace. */
export function ruleSites({ rules, namespaces }: Policy, { traffic, texts }: Evidenced): RuleSite[] {
  return rules.flatMap((rule) => {
    const places = new Places(traffic, rule.protects, namespaces, texts);
    return rule.at.flatMap(({ namespace, hook }) =>
      traffic.boots
        .map((_, boot): RuleSite => ({ rule, boot, netns: places.of(namespace, boot), hook }))
        .filter(({ netns }) => netns.size > 0),
    );
  });
}
