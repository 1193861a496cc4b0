import type { ChangeKind, ComparisonVerdict, Side } from '../../model/difference.js';
import type { FindingKind, PacketCounts, Verdict } from '../../model/finding.js';
import type { Direction, Fate } from '../../model/packet.js';
import type { ClientClass } from '../../model/policy.js';
import type { LogSummary } from './log-objects.js';

/*
 * Objects of `--format json`, which the library hands out, too (docs/json.md, docs/nfpath.schema.json): what a comparison says.
 */

/** Which connections are meant. */
export interface ScenarioObject {
  readonly server: string;
  readonly published: string | null;
  readonly from: ClientClass | null;
}

/** A number for each side; null for a snapshot, which does not count. */
export interface SideCounts {
  readonly old: number | null;
  readonly new: number | null;
}

/** Something that differs between the paths of two captures. What `old` and `new` are depends on the kind. */
export interface DifferenceObject {
  readonly type: 'difference';
  /** From 1. */
  readonly id: number;
  readonly scenario: ScenarioObject;
  readonly direction: Direction;
  readonly kind: ChangeKind;
  /** `namespace/HOOK` */
  readonly at?: string;
  readonly device?: 'in' | 'out' | 'dev';
  readonly end?: 'source' | 'destination';
  readonly old?: string | number | null | DevicesObject | PathEndObject;
  readonly new?: string | number | null | DevicesObject | PathEndObject;
  readonly goesOn?: Side | null;
  readonly beyond?: readonly string[];
  readonly packets: SideCounts;
  readonly of: SideCounts;
  readonly lines: { readonly old: LinesObject | null; readonly new: LinesObject | null };
  /** What it means for a rule, in words. */
  readonly meaning: string;
}

export interface DevicesObject {
  readonly in: string | null;
  readonly out: string | null;
}

export interface PathEndObject {
  readonly fate: Fate;
  readonly at: string;
}

/** What only one side has, so that it cannot be compared. */
export interface MissingObject {
  readonly type: 'missing';
  readonly kind: 'traffic' | 'clients' | 'namespaces';
  readonly only: Side;
  readonly scenario: ScenarioObject;
  readonly direction: Direction;
  readonly packets?: number | null;
  readonly clients?: readonly string[];
  readonly end?: 'client' | 'server';
  readonly entries?: readonly string[];
  readonly reason: string;
}

/** What can't be told of packets, or of a whole capture. */
export interface UndecidedObject {
  readonly type: 'undecided';
  readonly kind: 'path' | 'capture';
  readonly side: Side;
  readonly scenario?: ScenarioObject;
  readonly direction?: Direction;
  readonly doubt: string;
  readonly packets?: number | null;
  readonly lines?: LinesObject | null;
  readonly reason: string;
}

/** What one side says of a rule. */
export interface SideVerdictObject {
  readonly verdict: Verdict;
  readonly packets: PacketCounts;
  readonly findings: readonly { readonly kind: FindingKind; readonly reason: string }[];
}

/** A rule of which the new side says something else. */
export interface VerdictChangeObject {
  readonly type: 'verdict-change';
  readonly rule: string;
  readonly old: SideVerdictObject;
  readonly new: SideVerdictObject;
  /** Ids of the differences that the rule is concerned by. */
  readonly because: readonly number[];
}

/** The last line of a comparison. */
export interface DiffSummaryObject {
  readonly type: 'summary';
  readonly schema: 'nfpath/1';
  readonly complete: boolean;
  readonly verdict: ComparisonVerdict;
  readonly differences: number;
  readonly missing: number;
  readonly undecided: number;
  readonly same: { readonly scenarios: number; readonly paths: number };
  readonly rules?: { readonly total: number; readonly changed: number };
  readonly old: DiffSideObject;
  readonly new: DiffSideObject;
}

/** Numbers (from 1) of the lines in which a packet begins and ends. */
export interface LinesObject {
  readonly first: number;
  readonly last: number;
}

export type DiffSideObject = ({ readonly log: string } & LogSummary) | { readonly snapshot: string };
