import type { WayFinder } from './finder.js';

/** The packet was not seen by the rule, which sits in a namespace that this log does not show. */
export const namespaceUnseen: WayFinder = ({ way, rule, places, isSeen }) => {
  if (isSeen) return undefined;
  const unseen = rule.at
    .map(({ namespace }) => namespace)
    .filter((name) => name !== 'init' && places.of(name, way.example.boot).size === 0);
  return unseen.length > 0 ? { kind: 'namespace-unseen', namespaces: [...new Set(unseen)] } : undefined;
};
