import type { WayFinder } from './finder.js';

/** A packet crossed the rule's hooks with its address, but a device that the rule needs is not known there. */
export const deviceUnknown: WayFinder = ({ sightings }) => {
  const sight = sightings.find(({ hasAddress, missing }) => hasAddress && missing.length > 0);
  return sight && { kind: 'device-unknown', at: sight.at, entry: sight.entry, missing: sight.missing };
};
