import type { WayFinder } from './finder.js';
import { gotThrough } from './got-through.js';

/** Entries of the packet could also be put together in another way. */
export const ambiguous: WayFinder = ({ way }) =>
  gotThrough(way) && way.example.entries.some((entry) => entry.ambiguous) ? { kind: 'ambiguous' } : undefined;
