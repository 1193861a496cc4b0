import type { CaptureFinder } from './capture-finder.js';

/** Traced behind the first priority: what stands before the trace may have translated, stopped or taken packets. */
export const late: CaptureFinder = ({ late: entries }) => (entries > 0 ? [{ kind: 'late', entries }] : []);
