import { SERVICE } from '../../model/policy.js';
import { destinationOf } from '../../model/entry.js';
import { isEndpoint } from '../places.js';
import type { Meeting, WayFinder } from './finder.js';

/**
 * The packet left by POST_ROUTING for a namespace that is traced and never came in there: dropped below IP,
 * perhaps. It is not known to have come to the end at which it would have gone past the rule.
 */
export const undelivered: WayFinder = (meeting) =>
  !(meeting.isSeen && meeting.fitsPath) && meeting.way.example.fate === 'sent' && isExpectedLater(meeting)
    ? { kind: 'undelivered' }
    : undefined;

/**
 * Whether a packet that left must be seen again, had it come on: it left by lo, its end is traced, or it still
 * had a published address, so that it cannot have reached the service.
 */
export function isExpectedLater({ way, rule, places, texts }: Meeting): boolean {
  const { example, direction, clientIsTraced } = way;
  const last = example.entries.at(-1)!;
  if (texts.text(last.out) === 'lo') return true;
  if (direction === 'reply') return clientIsTraced;
  const destination = destinationOf(last);
  return places.of(SERVICE, example.boot).size > 0 || !isEndpoint(texts, destination, rule.protects.address);
}
