import type { HookName } from '../../model/hook.js';
import type { Direction } from '../../model/packet.js';
import type { Line, Span } from '../line.js';

/**
 * A path as a picture: a lane for each namespace, time down. It says what stands where and knows nothing of characters
 * or pixels; its texts are such as a terminal may have.
 */
export interface LanePicture {
  /** Which packets, between whom, and how they ended. */
  readonly heading: Line;
  readonly direction: Direction;
  /** How many of the packets are ambiguous. */
  readonly doubtful: number;
  /** The namespaces, from left to right. */
  readonly lanes: readonly Lane[];
  /** From top to bottom; never empty. */
  readonly rows: readonly LaneRow[];
}

/** A namespace. */
export interface Lane {
  /** Tells it from all others of the log, also of other boots. */
  readonly key: string;
  readonly name: string;
}

export type LaneRow = Station | Crossing | LaneNote;

/** A hook that the packet crossed. */
export interface Station {
  readonly kind: 'station';
  /** Index of its lane. */
  readonly lane: number;
  readonly hook: HookName;
  /** The devices that it knows. */
  readonly devices: string;
  /** Since the hook before: `+21 µs`, or `~39 µs` for a median; empty where nobody knows. */
  readonly time: string;
  /** Its lines could be put together in another way, too. */
  readonly isAmbiguous: boolean;
}

/** From one namespace into another. */
export interface Crossing {
  readonly kind: 'crossing';
  readonly from: number;
  readonly to: number;
  /** The device that it left by, and the one that it came in by. */
  readonly out: string;
  readonly in: string;
  /** A checked rule should have been between the two. */
  readonly isPast: boolean;
}

/** What is to be said at a place of the way: an address is translated, a rule sits here, nothing follows. */
export interface LaneNote {
  readonly kind: 'note';
  readonly lane: number;
  readonly sign: LaneSign;
  readonly text: string;
  readonly as: NonNullable<Span['as']>;
  /** It is the client's address that is translated. */
  readonly isOfClient?: boolean;
}

/**
 * nat: an address is translated. star: a checked rule sits here. cross: it was gone past here, or nothing follows.
 * doubt: something is not known. cut: the log begins or ends here. exit: it left for where nothing is traced.
 */
export type LaneSign = 'nat' | 'star' | 'cross' | 'doubt' | 'cut' | 'exit';

/** The lane that a row leaves the packet in. */
export function laneAfter(row: LaneRow): number {
  return row.kind === 'crossing' ? row.to : row.lane;
}
