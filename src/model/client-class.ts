import { LOCAL_OUT, PRE_ROUTING } from './hook.js';
import type { Packet } from './packet.js';
import type { ClientClass } from './policy.js';

/** What one original packet shows of where its flow's client is. */
export interface ClientEvidence {
  readonly from: ClientClass | null;
  /** How good it is: the better evidence wins, and the earlier among equals. */
  readonly rank: number;
}

const NONE_AT_ALL = 0;
/** It came in from somewhere that is not traced. */
const CAME_IN = 1;
/** Its sender was seen. */
const SENT = 2;

export const NO_EVIDENCE: ClientEvidence = { from: null, rank: NONE_AT_ALL };

/** Whether the client's own namespace was seen to send. */
export function isTraced({ rank }: ClientEvidence): boolean {
  return rank === SENT;
}

/** By the hook at which an original packet is first seen. */
export function clientEvidence({ entries, atBegin, direction }: Packet): ClientEvidence {
  const first = entries[0]!;
  const isInit = first.netns === first.initnet;
  if (direction === 'reply') return NO_EVIDENCE;
  if (first.hook === LOCAL_OUT) return { from: isInit ? 'host' : 'container', rank: SENT };
  if (first.hook !== PRE_ROUTING) return NO_EVIDENCE;
  if (isInit) return { from: 'external', rank: CAME_IN };
  // It may have crossed init before the log began.
  return atBegin ? NO_EVIDENCE : { from: 'container', rank: CAME_IN };
}
