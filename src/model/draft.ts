import type { PlacementReport } from './placement.js';
import type { Rule, Service } from './policy.js';

/** A rule that a log suggests for a server that it shows. */
export interface Draft {
  readonly service: Service;
  /** Packets of it that got through. */
  readonly packets: number;
  readonly placement: PlacementReport;
  /** A rule that holds on the log; null where none was found. */
  readonly rule: Rule | null;
}

/** What a first policy is made from: the servers of a log, the busiest first. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  /** Servers with fewer packets, which are left out. */
  readonly unlisted: number;
}
