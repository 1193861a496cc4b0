import type { WayFinder } from './finder.js';

/** The rule saw the packet, but its path is not as the policy wants it. */
export const pathMismatch: WayFinder = ({ isSeen, fitsPath }) =>
  isSeen && !fitsPath ? { kind: 'path-mismatch' } : undefined;
