import type { RuleVerdict } from '../../model/finding.js';
import type { Ledger } from '../../model/ledger.js';
import type { PlacementReport } from '../../model/placement.js';
import type { Service } from '../../model/policy.js';
import type { RuleSite } from '../../model/rule-site.js';
import type { Diagnosis } from '../../model/symptom.js';
import type { PathDigest } from '../analyze/path-digest.js';
import type { SummaryFacts } from '../json.js';
import type { Complaint } from '../ledger-text.js';
import type { MarksOf } from '../lanes/lane-sections.js';
import type { LogNames } from '../names.js';
import type { BootNumbers } from './boot-numbers.js';
import type { HookTraffic } from './hook-traffic.js';

/** What a page about the paths of packets is made from. */
export interface PathsReport {
  /** Of nfpath. */
  readonly version: string;
  readonly names: LogNames;
  readonly boots: BootNumbers;
  readonly facts: SummaryFacts;
  readonly ledger: Ledger;
  /** Its paths are the same whoever the client is: `pathShape`, or with a policy `judgedShape`. */
  readonly digest: PathDigest;
  /** What the rules of a policy have to do with a packet; nothing where there is none. */
  readonly marksOf: MarksOf;
}

/** All that a page about logs is made from. */
export interface HtmlReport extends PathsReport {
  readonly complaints: readonly Complaint[];
  readonly diagnosis: Diagnosis;
  readonly traffic: HookTraffic;
  /** What a policy says of the logs; null where none was given. */
  readonly check: CheckedPolicy | null;
}

export interface CheckedPolicy {
  /** The policy file as the user named it. */
  readonly policy: string;
  readonly verdicts: readonly RuleVerdict[];
  /** Where a rule could sit, for each service and priority of the rules. */
  readonly placements: readonly ServicePlacement[];
  /** Where the rules do sit. */
  readonly sites: readonly RuleSite[];
}

export interface ServicePlacement {
  readonly service: Service;
  readonly priority: number;
  readonly placement: PlacementReport;
}
