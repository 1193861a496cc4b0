import type { BypassCause } from '../../model/finding.js';
import { LOCAL_OUT, PRE_ROUTING } from '../../model/hook.js';
import { INIT, SERVICE } from '../../model/policy.js';
import type { Meeting, WayFinder } from './finder.js';

/** A packet got through and crossed none of the rule's hooks. */
export const bypassed: WayFinder = (meeting) =>
  meeting.sightings.length === 0 ? { kind: 'bypassed', cause: causeOf(meeting) } : undefined;

function causeOf({ way, rule, places }: Meeting): BypassCause {
  const { entries, boot, fate } = way.example;
  const first = entries[0]!;
  const isReply = way.direction === 'reply';
  if (isReply && first.hook === LOCAL_OUT && !places.has(SERVICE, boot, first.netns)) return 'in-its-name';
  const crossed = [...new Set(entries.map(({ netns }) => netns))];
  const crosses = (name: string): boolean => crossed.some((netns) => places.has(name, boot, netns));
  if (rule.at.some(({ namespace }) => crosses(namespace))) return 'other-hook';
  if (crossed.length === 1 && first.hook === PRE_ROUTING) return 'straight-in';
  if (crossed.length === 1) return fate === 'sent' ? 'straight-out' : 'local';
  return crossed.length === 2 && !crosses(INIT) ? 'no-hook-between' : 'other-namespace';
}
