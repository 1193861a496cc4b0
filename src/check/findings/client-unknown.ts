import { CLIENT_CLASSES } from '../../model/policy.js';
import type { WayFinder } from './finder.js';
import { gotThrough } from './got-through.js';

/** The rule is about certain clients, and the log does not show where this packet's client is. */
export const clientUnknown: WayFinder = ({ way, rule }) => {
  const isSelective = rule.from !== null && rule.from.length < CLIENT_CLASSES.length;
  return isSelective && way.from === null && gotThrough(way) ? { kind: 'client-unknown' } : undefined;
};
