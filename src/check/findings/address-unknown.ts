import type { WayFinder } from './finder.js';

/** The rule comes after NAT at a hook behind which the log shows nothing more: nobody can tell what it sees. */
export const addressUnknown: WayFinder = ({ sightings, isSeen }) => {
  const sight = isSeen ? undefined : sightings.find(({ sees }) => sees === 'unknown');
  return sight && { kind: 'address-unknown', at: sight.at, entry: sight.entry };
};
