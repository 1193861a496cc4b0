import type { CaptureFinder } from './capture-finder.js';

/** More different paths than are kept: packets of the service may be among those that were not judged. */
export const tooManyPaths: CaptureFinder = ({ traffic }) =>
  traffic.unlisted > 0 ? [{ kind: 'too-many-paths', packets: traffic.unlisted }] : [];
