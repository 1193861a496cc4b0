import type { Analysis, AnalysisSink } from '../analyze.js';
import type { SummaryFacts } from '../report/json.js';
import type { Complaint } from '../report/ledger-text.js';
import type { LogNames } from '../report/names.js';

/** The reading of logs, wherever they come from. */
export interface Reading {
  readonly analysis: Pick<Analysis, 'ledger' | 'packets' | 'flows' | 'machines'>;
  readonly names: LogNames;
  /** The first lines that were not understood. */
  readonly complaints: readonly Complaint[];
  /**
   * Reads all inputs, or until it is interrupted, and hands what is found to `sink`. The names of namespaces are
   * complete when it has.
   */
  read(sink: AnalysisSink): Promise<SummaryFacts>;
}
