import type { Undecided } from '../../model/difference.js';
import { scenarioText } from './missing-words.js';

/** What a snapshot leaves out, in words that stay the same however many packets it is. */
export function leftOutText(undecided: Undecided): string {
  if (undecided.kind === 'capture') return `${undecided.doubt.kind}: something of the whole capture`;
  return `${undecided.doubt}: ${undecided.direction} packets, ${scenarioText(undecided.scenario)}`;
}
