import type { Ledger } from '../../model/ledger.js';
import { SEVERITIES, type Diagnosis, type Severity } from '../../model/symptom.js';
import type { SummaryFacts } from '../json.js';
import type { LogNames } from '../names.js';

/** All that `nfpath doctor` has found. */
export interface DoctorReport {
  readonly diagnosis: Diagnosis;
  readonly facts: SummaryFacts;
  readonly ledger: Ledger;
  readonly names: LogNames;
}

/** How many symptoms there are of each severity. */
export function countSymptoms({ symptoms }: Diagnosis): Record<Severity, number> {
  const counts = { unfit: 0, warning: 0, note: 0 };
  for (const { kind } of symptoms) counts[SEVERITIES[kind]]++;
  return counts;
}
