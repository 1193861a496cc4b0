import type { Endpoint } from './flow.js';
import type { Direction } from './packet.js';
import type { ClientClass, DeviceSide, Placement, Rule } from './policy.js';
import type { Loss } from './ledger.js';
import type { Way } from './traffic.js';

export type Verdict = 'holds' | 'violated' | 'inconclusive';

/** Ways of the same class and direction of which the same is to be said. */
export interface Evidence {
  readonly direction: Direction;
  readonly from: ClientClass | null;
  /** Never empty; the first one is shown as the example. */
  readonly ways: readonly Way[];
  readonly packets: number;
}

/** How a packet came past a rule. */
export type BypassCause =
  /** From one namespace straight into another: no hook of the rule's namespace between them. */
  | 'no-hook-between'
  /** It never left the namespace that sent it. */
  | 'local'
  /** It came in by a device of the service's own namespace. */
  | 'straight-in'
  /** It left from the service's own namespace by a device and was not seen again. */
  | 'straight-out'
  /** Another namespace sent it in the server's name. */
  | 'in-its-name'
  /** It crossed the rule's namespace, at other hooks. */
  | 'other-hook'
  /** It crossed other namespaces. */
  | 'other-namespace';

/** What a check has to say of a rule. One file of src/check/findings/ finds each kind. */
export type Finding =
  // Packets that went past the rule:
  | { readonly kind: 'bypassed'; readonly evidence: Evidence; readonly cause: BypassCause }
  | {
      readonly kind: 'address-mismatch';
      readonly evidence: Evidence;
      readonly at: Placement;
      /** The index of the example's entry at which the rule would have seen it. */
      readonly entry: number;
      /** What the rule sees there. */
      readonly sees: Endpoint;
    }
  | {
      readonly kind: 'device-unknown';
      readonly evidence: Evidence;
      readonly at: Placement;
      readonly entry: number;
      readonly missing: readonly DeviceSide[];
    }
  | { readonly kind: 'path-mismatch'; readonly evidence: Evidence }
  // What keeps the rule from being proven:
  | { readonly kind: 'namespace-unseen'; readonly evidence: Evidence; readonly namespaces: readonly string[] }
  | {
      readonly kind: 'address-unknown';
      readonly evidence: Evidence;
      readonly at: Placement;
      readonly entry: number;
    }
  | { readonly kind: 'undelivered'; readonly evidence: Evidence }
  | { readonly kind: 'stopped-short'; readonly evidence: Evidence }
  | { readonly kind: 'ambiguous'; readonly evidence: Evidence }
  | { readonly kind: 'incomplete'; readonly evidence: Evidence }
  | { readonly kind: 'client-unknown'; readonly evidence: Evidence }
  | { readonly kind: 'only-init'; readonly evidence: Evidence }
  | {
      readonly kind: 'no-traffic';
      /** null: no packet of the service at all. */
      readonly missing: readonly TrafficClass[] | null;
      /** Packets to the service's address that were sent on to another one. */
      readonly diverted: Evidence | null;
    }
  | { readonly kind: 'all-stopped'; readonly evidence: Evidence }
  | { readonly kind: 'loss'; readonly marks: readonly Loss[] }
  | { readonly kind: 'late'; readonly entries: number }
  | { readonly kind: 'too-many-paths'; readonly packets: number };

export type FindingKind = Finding['kind'];

/** A class of clients and a direction of which packets are required. */
export interface TrafficClass {
  readonly from: ClientClass | null;
  readonly direction: Direction;
}

/** Kinds that prove a violation; all others keep a rule from being proven. */
export const VIOLATIONS = ['bypassed', 'address-mismatch', 'device-unknown', 'path-mismatch'] as const;

export function isViolation(kind: FindingKind): boolean {
  return VIOLATIONS.some((violation) => violation === kind);
}

/** Packets by what they say of a rule: `total` is the sum of the others. */
export interface PacketCounts {
  total: number;
  seen: number;
  /** Got through and went past the rule. */
  missed: number;
  /** Stopped on the way: they cannot go past it. */
  stopped: number;
  /** On their way when the log began or ended. */
  open: number;
  /** It cannot be told whether the rule saw them. */
  unclear: number;
}

/** The counts of one class of clients in one direction. */
export interface ClassCounts extends TrafficClass, PacketCounts {}

export interface RuleVerdict {
  readonly rule: Rule;
  readonly verdict: Verdict;
  readonly packets: PacketCounts;
  readonly classes: readonly ClassCounts[];
  /** Violations first. */
  readonly findings: readonly Finding[];
}
