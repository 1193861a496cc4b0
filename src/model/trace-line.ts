import { NO_CLOCK, type Clock } from './clock.js';
import { NONE, type SymbolId } from './symbol.js';

/**
 * Receives the trace lines of a log in order, as positional integers.
 * `sec` and `usec` are the kernel time of the line in seconds and microseconds; where `sec` is -1, the `Position`
 * that reader and receiver share says what else is known of it. `caller` is who printed the line (`T1234`, a task;
 * `C0`, a CPU), NONE where the log does not say. Which line it is stands in the `Position`, too.
 */
export interface TraceLineSink {
  /** `====… LABEL`; the label is what people wrote behind it, or NONE. */
  separator(label: SymbolId, sec: number, usec: number, caller: SymbolId): void;
  /** `DEV: dev, NS: netns, INITNET: initnet`; `dev` is NONE for `(no dev)`. */
  device(
    dev: SymbolId,
    netns: SymbolId,
    initnet: SymbolId,
    sec: number,
    usec: number,
    caller: SymbolId,
  ): void;
  /** `IN DEV: in, NS: inNetns, OUT DEV: out, NS: outNetns`. */
  inOut(
    inDev: SymbolId,
    inNetns: SymbolId,
    outDev: SymbolId,
    outNetns: SymbolId,
    sec: number,
    usec: number,
    caller: SymbolId,
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
    caller: SymbolId,
  ): void;
  /** `v2 cpu=cpu seq=seq …`: an entry of its own. */
  entry(...line: EntryLine): void;
  /** `printed printed entries, left out leftOut`: since the module was loaded, over all CPUs. */
  totals(printed: number, leftOut: number, sec: number, usec: number, caller: SymbolId): void;
  /** `nftrace module init` (`loaded` 1) or `nftrace module exit` (0). */
  moduleMark(loaded: number, sec: number, usec: number, caller: SymbolId): void;
}

/**
 * What a line of format 2 says, in the grammar's order. `isBelow`: the priority is negative, and `priority` its amount.
 * `inode` and `cookie` are the namespace's numbers as texts; NONE where the kernel has no cookie. `ipId` is 0 where there
 * is none; `fragment` is 0 for a whole packet, 1 for the first fragment, 2 for another; `length` is in bytes. Ports are
 * NO_PORT where there are none. `seqno` and `ack` are TCP's, `seqno`, `type` and `echo`, the identifier, ICMP's; without
 * them they are 0, 0, -1 and -1.
 */
export type EntryLine = [
  cpu: number,
  seq: number,
  hook: number,
  isBelow: number,
  priority: number,
  netns: SymbolId,
  inode: SymbolId,
  cookie: SymbolId,
  initnet: SymbolId,
  dev: SymbolId,
  inDev: SymbolId,
  outDev: SymbolId,
  skb: SymbolId,
  ipId: number,
  fragment: number,
  length: number,
  protocol: number,
  src: SymbolId,
  sport: number,
  dst: SymbolId,
  dport: number,
  seqno: number,
  ack: number,
  type: number,
  echo: number,
  sec: number,
  usec: number,
  caller: SymbolId,
];

/** Where the reader stands: the input's index and the number (from 1) of the line in it. */
export interface Position {
  file: number;
  line: number;
  /** The input ends with this line and without a line end, so its last field may be cut short. */
  cut: boolean;
  /** The time that stands around the kernel's line, where that has none of its own; `sec` -1 where there is none. */
  sec: number;
  usec: number;
  clock: Clock;
  /** Who printed the line, where the line itself does not say. */
  caller: SymbolId;
}

/** Before the first input. */
export function noPosition(): Position {
  return { file: -1, line: 0, cut: false, sec: -1, usec: 0, clock: NO_CLOCK, caller: NONE };
}
