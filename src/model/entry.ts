import { NO_CLOCK, type Clock } from './clock.js';
import type { Endpoint } from './flow.js';
import { PRE_ROUTING } from './hook.js';
import { UNKNOWN } from './identity.js';
import { TCP } from './protocol.js';
import { NONE, type SymbolId } from './symbol.js';

/** One firing of one hook for one packet: format 1's four trace lines put together, or format 2's one. */
export interface Entry {
  /** Index of the input that held the packet line. */
  readonly file: number;
  /** Number (from 1) of the packet line in that input. */
  readonly line: number;
  /** Time of the packet line in seconds of `clock`; -1 where the dialect has none. */
  readonly sec: number;
  /** Microseconds of that time. */
  readonly usec: number;
  readonly clock: Clock;
  /** 0 to 4, see `hook.ts`. */
  readonly hook: number;
  /** The namespace that the hook fired in: of the in-device, else of the out-device. */
  readonly netns: SymbolId;
  /** `&init_net` as the device line printed it. */
  readonly initnet: SymbolId;
  /** skb->dev, or NONE. */
  readonly dev: SymbolId;
  /** state->in, or NONE. */
  readonly in: SymbolId;
  /** state->out, or NONE. */
  readonly out: SymbolId;
  /** See `protocol.ts`. */
  readonly protocol: number;
  readonly src: SymbolId;
  /** NO_PORT where there is none; of an ICMP echo request its identifier. */
  readonly sport: number;
  readonly dst: SymbolId;
  /** NO_PORT where there is none; of an ICMP echo reply its identifier. */
  readonly dport: number;
  /** Address of the sk_buff as printed: soon it stands for another packet. */
  readonly skb: SymbolId;
  /** What tells the packet from others at the same skb address (see `identity.ts`); UNKNOWN where the log does not say. */
  readonly identity: number;
  /** It is a fragment: what leaves defragmentation at its skb address is more than it. */
  readonly fragment: boolean;
  /** The lines could be put together in another way, too, and this is the likelier one. */
  readonly ambiguous: boolean;
}

/** An entry that is filled again and again, as most are looked at once. */
export type MutableEntry = { -readonly [Field in keyof Entry]: Entry[Field] };

/**
 * An entry of nothing, to be filled. All such objects are made here, and copies have their fields in the same order: to
 * V8 they are then of one kind, and whatever looks at entries is fastest.
 */
export function emptyEntry(): MutableEntry {
  return {
    file: 0,
    line: 0,
    sec: -1,
    usec: 0,
    clock: NO_CLOCK,
    hook: 0,
    netns: NONE,
    initnet: NONE,
    dev: NONE,
    in: NONE,
    out: NONE,
    protocol: TCP,
    src: NONE,
    sport: 0,
    dst: NONE,
    dport: 0,
    skb: NONE,
    identity: UNKNOWN,
    fragment: false,
    ambiguous: false,
  };
}

/** Where the packet came from, as this hook saw it. */
export function sourceOf({ protocol, src, sport }: Entry): Endpoint {
  return { protocol, address: src, port: sport };
}

/** Where the packet was to go, as this hook saw it. */
export function destinationOf({ protocol, dst, dport }: Entry): Endpoint {
  return { protocol, address: dst, port: dport };
}

/** Whether a fragment ends here: it was put together with others, and went on in the skb of the last one. */
export function isMergedFragment({ hook, fragment }: Entry): boolean {
  return fragment && hook === PRE_ROUTING;
}
