import type { Undecided } from '../../model/difference.js';
import { scenarioText } from './missing-words.js';

type CaptureDoubtKind = Extract<Undecided, { kind: 'capture' }>['doubt']['kind'];

const CAPTURE_WORDS: Readonly<Record<CaptureDoubtKind, string>> = {
  empty: 'there was not one packet',
  lost: 'lines of the log got lost',
  unnamed: 'records without a packet line',
  late: 'entries traced at another priority than NF_IP_PRI_FIRST',
  unlisted: 'packets of still more paths',
  'hidden-pointers': 'all namespaces look alike',
  'left-out': 'what an earlier snapshot has left out',
  timeless: 'no times',
  interrupted: 'the log was not read to its end',
};

/** What a snapshot leaves out, in words that stay the same however many packets it is. */
export function leftOutText(undecided: Undecided): string {
  if (undecided.kind === 'capture') return `${undecided.doubt.kind}: ${CAPTURE_WORDS[undecided.doubt.kind]}`;
  return `${undecided.doubt}: ${undecided.direction} packets, ${scenarioText(undecided.scenario)}`;
}
