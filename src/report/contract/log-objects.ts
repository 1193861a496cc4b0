import type { ProtocolName } from '../../model/protocol.js';
import type { HookName } from '../../model/hook.js';
import type { Ledger, LossKind } from '../../model/ledger.js';
import type { Direction, Fate } from '../../model/packet.js';

/*
 * Objects of `--format json`, which the library hands out, too (docs/json.md, docs/nfpath.schema.json): what is in a log.
 */

/** One firing of one hook. */
export interface EntryObject {
  /** The input, only where there are several. */
  readonly file?: string;
  /** Number (from 1) of the line that held its packet line. */
  readonly line: number;
  /** Kernel seconds as text, exact to the microsecond; null where the log has none. */
  readonly time: string | null;
  /** The wall clock's time in UTC, only where `time` is null and the log has date, year and time. */
  readonly wall?: string;
  readonly hook: HookName;
  /** skb->dev, state->in and state->out by name; null where there is none. */
  readonly dev: string | null;
  readonly in: string | null;
  readonly out: string | null;
  /** `address:port` as this hook saw them; IPv6 as `[address]:port`. */
  readonly src: string;
  readonly dst: string;
  /** Its lines could also be put together in another way. */
  readonly ambiguous: boolean;
}

/** A packet's consecutive entries in one namespace. */
export interface HopObject {
  /** The pointer as printed. */
  readonly netns: string;
  readonly name: string;
  readonly entries: readonly EntryObject[];
}

/** One skb's life. */
export interface PacketObject {
  readonly type: 'packet';
  readonly id: number;
  /** Id of its flow, or one of the flow's `aliases`. */
  readonly flow: number;
  readonly direction: Direction;
  readonly skb: string;
  readonly fate: Fate;
  readonly ambiguous: boolean;
  readonly hops: readonly HopObject[];
}

/** One connection through DNAT and SNAT. */
export interface FlowObject {
  readonly type: 'flow';
  readonly id: number;
  readonly protocol: ProtocolName;
  readonly client: string;
  readonly server: string;
  /** What the client wrote to, where that is another address. */
  readonly published: string | null;
  readonly packets: { readonly original: number; readonly reply: number };
  readonly aliases?: readonly number[];
}

/** What came in of a log, and what became of it. */
export interface LogSummary extends Pick<
  Ledger,
  'lines' | 'entries' | 'module' | 'joined' | 'oneLine' | 'late'
> {
  /** False where the reading was interrupted. */
  readonly complete: boolean;
  readonly incomplete: { readonly records: number; readonly lines: number };
  /** See docs/dialects.md. */
  readonly lost: readonly { kind: LossKind; file?: string; line: number; count: number | null }[];
  readonly packets: number;
  readonly flows: number;
  /** How many passed the filters of `nfpath analyze`, where there are any. */
  readonly shown?: { readonly packets: number; readonly flows: number };
  readonly namespaces: readonly { readonly netns: string; readonly name: string; readonly inode?: string }[];
}

export interface SummaryObject extends LogSummary {
  readonly type: 'summary';
  readonly schema: 'nfpath/1';
}
