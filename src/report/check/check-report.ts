import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { RuleVerdict, Verdict } from '../../model/finding.js';
import type { Ledger } from '../../model/ledger.js';
import type { SummaryFacts } from '../json.js';
import type { LogNames } from '../names.js';

/** All that a check has found: what every format of it is made from. */
export interface CheckReport {
  /** The policy file as the user named it. */
  readonly policy: string;
  /** In the order of the policy. */
  readonly verdicts: readonly RuleVerdict[];
  readonly facts: SummaryFacts;
  readonly ledger: Ledger;
  readonly names: LogNames;
  /** Of nfpath. */
  readonly version: string;
}

/** How many rules have each verdict. */
export interface RuleCounts extends Readonly<Record<Verdict, number>> {
  readonly total: number;
}

export function countRules({ verdicts }: Pick<CheckReport, 'verdicts'>): RuleCounts {
  const counts = { total: verdicts.length, holds: 0, violated: 0, inconclusive: 0 };
  for (const { verdict } of verdicts) counts[verdict]++;
  return counts;
}

/** The exit code of `nfpath check`; null where it was interrupted, and so depends on the signal. */
export function exitCodeOf(report: Pick<CheckReport, 'verdicts' | 'facts'>): ExitCode | null {
  if (!report.facts.complete) return null;
  const { violated, inconclusive } = countRules(report);
  return violated > 0 ? EXIT.violated : inconclusive > 0 ? EXIT.inconclusive : EXIT.ran;
}
