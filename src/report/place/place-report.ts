import type { Ledger } from '../../model/ledger.js';
import type { PlacementReport } from '../../model/placement.js';
import type { Service } from '../../model/policy.js';
import type { SummaryFacts } from '../json.js';
import type { LogNames } from '../names.js';

/** All that `nfpath place` has found. */
export interface PlaceReport {
  readonly service: Service;
  readonly placement: PlacementReport;
  readonly facts: SummaryFacts;
  readonly ledger: Ledger;
  readonly names: LogNames;
}
