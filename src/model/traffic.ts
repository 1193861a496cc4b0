import type { Endpoint } from './flow.js';
import type { Direction, Packet } from './packet.js';
import type { ClientClass } from './policy.js';
import type { SymbolId } from './symbol.js';

/** Packets that a rule cannot tell apart: the same path, devices, fate and addresses of the server's side. */
export interface Way {
  /** The first of them. */
  readonly example: Packet;
  readonly direction: Direction;
  /** Of their flows; null where no original packet shows where the client is. */
  readonly from: ClientClass | null;
  /** The client's own namespace was seen to send: what comes back to it must be seen there. */
  readonly clientIsTraced: boolean;
  packets: number;
  /** Ids of the first of them, at most `MOST_IDS`. */
  readonly ids: number[];
}

/** Ids that are kept of each way; more are counted. */
export const MOST_IDS = 1000;

/** The traffic of one server in one boot. */
export interface ServerTraffic {
  readonly boot: number;
  readonly server: Endpoint;
  /** What the clients wrote to, where that is not the server's own address. */
  readonly published: Endpoint | null;
  flows: number;
  readonly ways: readonly Way[];
}

/** What is known of one boot of one host. */
export interface BootFacts {
  /** Indexes of the inputs that show it. */
  readonly files: ReadonlySet<number>;
  /** Every namespace that was seen, and whether it is init. */
  readonly namespaces: ReadonlyMap<SymbolId, { readonly isInit: boolean }>;
  /** Namespaces by the address that was seen taken in there, and sent from there. */
  readonly takenIn: ReadonlyMap<SymbolId, ReadonlySet<SymbolId>>;
  readonly sentFrom: ReadonlyMap<SymbolId, ReadonlySet<SymbolId>>;
  /** By namespace and in-device: how many packets that were not bridged passed PRE_ROUTING once, and twice. */
  readonly passes: ReadonlyMap<SymbolId, ReadonlyMap<SymbolId, Passes>>;
}

/** br_netfilter and IP show packets at PRE_ROUTING twice: all that come in by a bridge and are not bridged, or none. */
export interface Passes {
  once: number;
  twice: number;
}

/** What a log shows of the servers that are asked for. */
export interface Traffic {
  readonly servers: readonly ServerTraffic[];
  readonly boots: readonly BootFacts[];
  /** Packets of more paths than are kept apart: nothing is known of them. */
  readonly unlisted: number;
}
