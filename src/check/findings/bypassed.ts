import { LOCAL_OUT, PRE_ROUTING } from '../../model/hook.js';
import type { BypassCause } from '../../model/finding.js';
import { INIT, SERVICE, type Placement } from '../../model/policy.js';
import type { Way } from '../../model/traffic.js';
import type { Places } from '../places.js';
import type { WayFinder } from './finder.js';

/** A packet got through and crossed none of the rule's hooks. */
export const bypassed: WayFinder = ({ sightings, way, rule, places }) =>
  sightings.length === 0 ? { kind: 'bypassed', cause: bypassCause(way, rule.at, places) } : undefined;

/** How packets came past every one of the placements. */
export function bypassCause(way: Way, at: readonly Placement[], places: Places): BypassCause {
  const { entries, boot, fate } = way.example;
  const first = entries[0]!;
  const isReply = way.direction === 'reply';
  if (isReply && first.hook === LOCAL_OUT && !places.has(SERVICE, boot, first.netns)) return 'in-its-name';
  const crossed = [...new Set(entries.map(({ netns }) => netns))];
  const crosses = (name: string): boolean => crossed.some((netns) => places.has(name, boot, netns));
  if (at.some(({ namespace }) => crosses(namespace))) return 'other-hook';
  if (crossed.length === 1 && first.hook === PRE_ROUTING) return 'straight-in';
  if (crossed.length === 1) return fate === 'sent' ? 'straight-out' : 'local';
  return crossed.length === 2 && !crosses(INIT) ? 'no-hook-between' : 'other-namespace';
}
