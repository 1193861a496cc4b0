import type { BypassCause, Evidence } from './finding.js';
import type { Endpoint } from './flow.js';
import type { Direction } from './packet.js';
import type { ClientClass, Placement } from './policy.js';

/** How many packets of a class and direction a placement sees with the service's address. */
export interface SightCounts {
  readonly from: ClientClass | null;
  readonly direction: Direction;
  seen: number;
  /** Those that cross it, with whatever address. */
  crossed: number;
  /** All that got through. */
  total: number;
}

/** Whether a device is known to the packets that are seen. */
export type Known = 'always' | 'sometimes' | 'never';

/** What a rule at one placement would see. */
export interface PlacementSight {
  readonly at: Placement;
  /** For each class and direction that got through, in one order for all placements. */
  readonly counts: readonly SightCounts[];
  /** The server's end of the packets as it is there; the service's own first. */
  readonly addresses: readonly Endpoint[];
  readonly devices: { readonly in: Known; readonly out: Known };
}

/** Packets that nothing in init sees. */
export interface Blind {
  readonly evidence: Evidence;
  /** How they come past init; null: they cross it with another address. */
  readonly cause: BypassCause | null;
}

/** Where a rule for a service could sit. */
export interface PlacementReport {
  readonly sights: readonly PlacementSight[];
  /** The smallest sets of placements in init that see everything, best first. */
  readonly inInit: readonly (readonly Placement[])[];
  /** The smallest sets that use other namespaces, too, where nothing in init sees everything. */
  readonly beyondInit: readonly (readonly Placement[])[];
  /** Why nothing in init sees everything; empty where something does. */
  readonly blind: readonly Blind[];
  /** Packets that init showed while they were bridged, and which placements in init see them. */
  readonly bridged: { readonly evidence: Evidence; readonly at: readonly Placement[] } | null;
  /** Packets that got through, and those that did not or cannot be judged. */
  readonly packets: { readonly through: number; readonly doubtful: number; readonly stopped: number };
  /** No namespace but init is in the log. */
  readonly onlyInit: boolean;
}
