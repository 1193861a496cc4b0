import type { Known } from '../../model/placement.js';
import type { ClientClass } from '../../model/policy.js';

/*
 * Objects of `--format json`, which the library hands out, too (docs/json.md, docs/nfpath.schema.json): where a rule could sit.
 */

/** How many packets of a direction a placement sees. */
export interface SightObject {
  readonly seen: number;
  readonly crossed: number;
  readonly total: number;
  readonly classes: readonly {
    readonly from: ClientClass | null;
    readonly seen: number;
    readonly crossed: number;
    readonly total: number;
  }[];
}

/** What a rule at one placement would see of a service. */
export interface PlacementObject {
  readonly type: 'placement';
  /** `namespace/HOOK` */
  readonly at: string;
  readonly original: SightObject;
  readonly reply: SightObject;
  readonly addresses: readonly string[];
  readonly devices: { readonly in: Known; readonly out: Known };
}

/** Where a rule could best sit. */
export interface RecommendationObject {
  readonly type: 'recommendation';
  /** The smallest sets in init that see everything, best first; empty where none does. */
  readonly at: readonly (readonly string[])[];
  /** The same with other namespaces, only where `at` is empty. */
  readonly beyondInit?: readonly (readonly string[])[];
  readonly reason: string;
  readonly packets: { readonly through: number; readonly doubtful: number; readonly stopped: number };
}
