import type { Clock } from './clock.js';
import type { Endpoint } from './flow.js';
import type { SymbolId } from './symbol.js';

/** One firing of one hook for one packet: the four trace lines put together. */
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
  readonly src: SymbolId;
  readonly sport: number;
  readonly dst: SymbolId;
  readonly dport: number;
  /** Address of the sk_buff as printed: soon it stands for another packet. */
  readonly skb: SymbolId;
  /** The lines could be put together in another way, too, and this is the likelier one. */
  readonly ambiguous: boolean;
}

/** Where the packet came from, as this hook saw it. */
export function sourceOf({ src, sport }: Entry): Endpoint {
  return { address: src, port: sport };
}

/** Where the packet was to go, as this hook saw it. */
export function destinationOf({ dst, dport }: Entry): Endpoint {
  return { address: dst, port: dport };
}
