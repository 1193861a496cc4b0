import type { SymbolId } from './symbol.js';

/**
 * Receives the trace lines of a log in order, as positional integers.
 * `sec` and `usec` are the kernel time of the line in seconds and microseconds, `sec` is -1 where the
 * dialect has none. Which line it is stands in the `Position` that reader and receiver share.
 */
export interface TraceLineSink {
  /** `====… LABEL`; the label is what people wrote behind it, or NONE. */
  separator(label: SymbolId, sec: number, usec: number): void;
  /** `DEV: dev, NS: netns, INITNET: initnet`; `dev` is NONE for `(no dev)`. */
  device(dev: SymbolId, netns: SymbolId, initnet: SymbolId, sec: number, usec: number): void;
  /** `IN DEV: in, NS: inNetns, OUT DEV: out, NS: outNetns`. */
  inOut(
    inDev: SymbolId,
    inNetns: SymbolId,
    outDev: SymbolId,
    outNetns: SymbolId,
    sec: number,
    usec: number,
  ): void;
  /** `[hook]: src:sport->dst:dport, skb: skb`. */
  packet(
    hook: number,
    src: SymbolId,
    sport: number,
    dst: SymbolId,
    dport: number,
    skb: SymbolId,
    sec: number,
    usec: number,
  ): void;
  /** `nftrace module init` (`loaded` 1) or `nftrace module exit` (0). */
  moduleMark(loaded: number, sec: number, usec: number): void;
}

/** Where the reader stands: the input's index and the number (from 1) of the line in it. */
export interface Position {
  file: number;
  line: number;
  /** The input ends with this line and without a line end, so its last field may be cut short. */
  cut: boolean;
}
