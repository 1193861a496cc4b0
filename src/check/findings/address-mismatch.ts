import type { WayFinder } from './finder.js';

/** A packet crossed the rule's hooks, each time with another address than the rule is written with. */
export const addressMismatch: WayFinder = ({ sightings }) => {
  const sight = sightings.find(({ hasAddress, sees }) => !hasAddress && sees !== 'unknown');
  if (sight === undefined || sight.sees === 'unknown') return undefined;
  return { kind: 'address-mismatch', at: sight.at, entry: sight.entry, sees: sight.sees };
};
