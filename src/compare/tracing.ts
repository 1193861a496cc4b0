import { LOCAL_IN, LOCAL_OUT, PRE_ROUTING } from '../model/hook.js';
import type { Direction } from '../model/packet.js';
import type { Scenario } from '../model/path-set.js';

/** An end of a connection. */
export type End = 'client' | 'server';

/** The direction of the packets that an end sends. */
export const SENT_BY: Readonly<Record<End, Direction>> = { client: 'original', server: 'reply' };

/**
 * Whether the namespace of an end is seen to send or to take in. `untraced`: its packets come in by a device, so they
 * were sent where the module is not registered, or on another machine. null: nothing of it is seen.
 */
export function tracingOf({ paths }: Scenario, end: End): 'traced' | 'untraced' | null {
  const sent = paths.filter(({ direction }) => direction === SENT_BY[end]);
  const received = paths.filter(({ direction }) => direction !== SENT_BY[end]);
  if (sent.some(({ entries }) => entries[0]!.hook === LOCAL_OUT)) return 'traced';
  if (received.some(({ entries }) => entries.at(-1)!.hook === LOCAL_IN)) return 'traced';
  return sent.some(({ entries }) => entries[0]!.hook === PRE_ROUTING) ? 'untraced' : null;
}
