import type { ComparisonVerdict } from '../../model/difference.js';
import type { MatrixCell } from '../../model/matrix.js';
import type { DifferenceObject } from './diff-objects.js';

/*
 * Objects of `nfpath diff --matrix --format json` (docs/json.md, docs/nfpath.schema.json).
 */

/** A change, and every scenario and kernel that shows it. */
export interface MatrixDifferenceObject extends Pick<
  DifferenceObject,
  'id' | 'direction' | 'kind' | 'at' | 'device' | 'end' | 'old' | 'new' | 'goesOn' | 'beyond' | 'meaning'
> {
  readonly type: 'matrix-difference';
  readonly cells: readonly Pick<MatrixCell, 'scenario' | 'kernel' | 'before'>[];
}

/** What a kernel does in a scenario, beside the one before it. */
export interface MatrixCellObject extends Pick<MatrixCell, 'scenario' | 'kernel' | 'before' | 'verdict'> {
  /** Ids of the differences. */
  readonly differences: readonly number[];
  /** How much could not be compared, or can't be told. */
  readonly missing: number;
  readonly undecided: number;
}

/** The last line of a matrix. */
export interface MatrixSummaryObject {
  readonly type: 'summary';
  readonly schema: 'nfpath/1';
  readonly complete: boolean;
  readonly verdict: ComparisonVerdict;
  /** Kernels that are alike in every scenario are together. */
  readonly kernels: readonly (readonly string[])[];
  readonly scenarios: readonly string[];
  readonly cells: readonly MatrixCellObject[];
  readonly differences: number;
}
