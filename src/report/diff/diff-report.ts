import {
  verdictOf,
  type ComparedRules,
  type Comparison,
  type ComparisonVerdict,
  type Side,
} from '../../model/difference.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { Ledger } from '../../model/ledger.js';
import type { SummaryFacts } from '../json.js';
import type { Complaint } from '../ledger-text.js';
import type { LogNames } from '../names.js';

/** What came in on one side: a log, or a snapshot of one. */
export type SideReport = LogSide | { readonly kind: 'snapshot'; readonly input: string };

export interface LogSide {
  readonly kind: 'log';
  /** As the user named it. */
  readonly input: string;
  readonly facts: SummaryFacts;
  readonly ledger: Ledger;
  readonly names: LogNames;
  /** Releases of the kernels that it was captured on, as far as it says. */
  readonly kernels: readonly string[];
  readonly complaints: readonly Complaint[];
}

/** All that `nfpath diff` has found. */
export interface DiffReport {
  readonly comparison: Comparison;
  /** null where no policy was given. */
  readonly rules: ComparedRules | null;
  readonly sides: Readonly<Record<Side, SideReport>>;
}

export function isComplete({ sides }: DiffReport): boolean {
  return Object.values(sides).every((side) => side.kind === 'snapshot' || side.facts.complete);
}

const EXITS = { same: EXIT.ran, differs: EXIT.violated, inconclusive: EXIT.inconclusive } as const;

export function diffVerdict({ comparison, rules }: DiffReport): ComparisonVerdict {
  return verdictOf(comparison, rules?.changed);
}

/** The exit code of `nfpath diff`, unless it was interrupted. */
export function diffExitCode(report: DiffReport): ExitCode {
  return EXITS[diffVerdict(report)];
}
