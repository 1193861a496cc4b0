import type { Direction, Fate } from './packet.js';
import type { ClientClass } from './policy.js';

/** The client's own address, whatever it is: clients of one class are interchangeable. */
export const CLIENT = 'client';

/** One entry of a path in words that mean the same in every boot and on every kernel. */
export interface PathEntry {
  /** `init`, `service`, `client`, the user's name for a namespace, or `netns#1` for one that has none. */
  readonly netns: string;
  /** 0 to 4, see `hook.ts`. */
  readonly hook: number;
  /** state->in and state->out as latin1, see `SymbolTexts`; null where the hook does not know them. */
  readonly in: string | null;
  readonly out: string | null;
  /** skb->dev, only where it is not what `usualDevice` says. */
  readonly dev?: string | null;
  /** The server's end as `address:port`; the client's as `client` or, translated, as an address alone. */
  readonly src: string;
  readonly dst: string;
}

/** Why nothing can be concluded from a path. */
export type PathDoubt =
  /** Its entries could be put together in another way. */
  | 'ambiguous'
  /** An entry of it is missing from the log. */
  | 'incomplete'
  /** It was still on its way when the log ended. */
  | 'open';

/** Where in a log the first packet of a path is. */
export interface PathPlace {
  /** Index of the input. */
  readonly file: number;
  readonly first: number;
  readonly last: number;
}

/** Packets of one scenario and direction that took the same path. */
export interface ScenarioPath {
  readonly direction: Direction;
  readonly fate: Fate;
  /** Never empty. */
  readonly entries: readonly PathEntry[];
  /** How many packets; null in a snapshot, which does not count. */
  readonly packets: number | null;
  /** Addresses of the first of their clients, all where there are fewer than `MOST_CLIENTS`; null in a snapshot. */
  readonly clients: readonly string[] | null;
  readonly doubt: PathDoubt | null;
  /** It begins so close to the log's beginning, or ends so close to its end, that more may belong to it. */
  readonly mayLackFront: boolean;
  readonly mayLackEnd: boolean;
  /** Medians in microseconds: over all, then from the entry before to each; null where there are none. */
  readonly times: readonly number[] | null;
  /** null in a snapshot. */
  readonly place: PathPlace | null;
}

/** Clients whose addresses are kept of each path. */
export const MOST_CLIENTS = 16;

/** Connections that ask for the same: what they wrote to, what serves them, and where their clients are. */
export interface Scenario {
  /** `address:port`, see `Flow`. */
  readonly server: string;
  readonly published: string | null;
  readonly from: ClientClass | null;
  readonly paths: readonly ScenarioPath[];
}

/** Something that makes a capture less than the whole truth. */
export type CaptureDoubt =
  /** The log itself says that lines are lost. */
  | { readonly kind: 'lost'; readonly count: number }
  /** Records of which no packet line came: nobody can tell whose they are. */
  | { readonly kind: 'unnamed'; readonly count: number }
  /** Entries traced at another priority than the first: addresses there are no others' to compare with. */
  | { readonly kind: 'late'; readonly count: number }
  /** Packets of more paths than are kept apart. */
  | { readonly kind: 'unlisted'; readonly count: number }
  /** All namespaces look alike, as the kernel hid their pointers. */
  | { readonly kind: 'hidden-pointers'; readonly count: number }
  /** Of a snapshot: what could not be told of the captures that it was made from. */
  | { readonly kind: 'left-out'; readonly count: number }
  /** Times are to be compared, and there are none. */
  | { readonly kind: 'timeless'; readonly count: number }
  /** The reading was interrupted. */
  | { readonly kind: 'interrupted'; readonly count: number };

/** The paths of a capture, or of a snapshot of one. */
export interface PathSet {
  readonly scenarios: readonly Scenario[];
  readonly doubts: readonly CaptureDoubt[];
}

/** What the client wrote to. */
export function targetOf({ server, published }: Pick<Scenario, 'server' | 'published'>): string {
  return published ?? server;
}
