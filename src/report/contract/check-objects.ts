import type { BypassCause, FindingKind, PacketCounts, Verdict } from '../../model/finding.js';
import type { Direction } from '../../model/packet.js';
import type { ClientClass } from '../../model/policy.js';

/*
 * Objects of `--format json`, which the library hands out, too (docs/json.md, docs/nfpath.schema.json): what a check says.
 */

/** The line of a log in which an entry is. */
export interface LineObject {
  readonly file?: string;
  readonly line: number;
}

/** What makes a rule violated or inconclusive. */
export interface FindingObject {
  readonly kind: FindingKind;
  readonly verdict: 'violated' | 'inconclusive';
  readonly title: string;
  readonly direction?: Direction;
  readonly from?: ClientClass | null;
  /** How many packets it is about; 0 where it is about the log as a whole. */
  readonly count: number;
  /** Their ids; of very many the first. */
  readonly packets: readonly number[];
  readonly cause?: BypassCause;
  readonly example?: { readonly packet: number; readonly first: LineObject; readonly last: LineObject };
  readonly reason: string;
  readonly fix: string;
  /** The page about it. */
  readonly docs: string;
}

/** What the packets say of one rule of a policy. */
export interface VerdictObject {
  readonly type: 'verdict';
  readonly rule: string;
  readonly protects: { readonly name: string; readonly address: string };
  /** `namespace/HOOK` */
  readonly at: readonly string[];
  readonly priority: number;
  readonly priorityName: string;
  readonly verdict: Verdict;
  readonly packets: PacketCounts;
  readonly classes: readonly ({ from: ClientClass | null; direction: Direction } & PacketCounts)[];
  readonly findings: readonly FindingObject[];
}
