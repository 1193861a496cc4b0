import type { Entry } from './entry.js';
import { canBegin } from './passage.js';

/**
 * What became of a packet, judged by its last entry:
 * `delivered` LOCAL_IN; `sent` left by POST_ROUTING and was not seen again; `stopped` last seen at another
 * hook (dropped, queued or stolen after it); `open` the same, but so close to the log's end that it may
 * still have been on its way.
 */
export type Fate = 'delivered' | 'sent' | 'stopped' | 'open';

/** Direction within the flow, in conntrack's words. */
export type Direction = 'original' | 'reply';

/** One skb's life. Its identity is the skb address and the time it was first seen. */
export interface Packet {
  /** From 1, in the order in which packets were first seen. */
  readonly id: number;
  /** From 0: which boot of which host, in the order of the input. No pointer means the same in two. */
  readonly boot: number;
  /** In the order of the log; never empty. */
  readonly entries: Entry[];
  fate: Fate;
  /** It was seen at a hook whose record is incomplete: an entry is missing, perhaps the last. */
  readonly hasGap: boolean;
  /** Its first entry is so close to the log's beginning that there may have been others before. */
  readonly atBegin: boolean;
  /** Its last entry is so close to the log's end that more may have followed. */
  readonly atEnd: boolean;
  /** Id of its flow. */
  flow: number;
  direction: Direction;
}

/** A packet's consecutive entries in one namespace. */
export interface Hop {
  readonly netns: number;
  readonly entries: readonly Entry[];
}

/** The packet's entries cut where the namespace changes. */
export function hopsOf(packet: Packet): Hop[] {
  const hops: { netns: number; entries: Entry[] }[] = [];
  for (const entry of packet.entries) {
    const last = hops.at(-1);
    if (last !== undefined && last.netns === entry.netns) last.entries.push(entry);
    else hops.push({ netns: entry.netns, entries: [entry] });
  }
  return hops;
}

/** Whether any of its entries is a likelier reading among several, or one is known to be missing. */
export function isAmbiguous(packet: Packet): boolean {
  return packet.hasGap || packet.entries.some((entry) => entry.ambiguous);
}

/** Whether its beginning is not in the log: no packet begins at another hook than these two. */
export function startsMidPath(packet: Packet): boolean {
  return !canBegin(packet.entries[0]!.hook);
}
