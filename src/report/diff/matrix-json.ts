import { matrixVerdict, type Matrix, type MatrixChange } from '../../model/matrix.js';
import type { MatrixDifferenceObject, MatrixSummaryObject } from '../contract/matrix-objects.js';
import { SCHEMA } from '../json.js';
import { jsonLine } from '../log-text.js';
import { changeFields } from './change-fields.js';
import { meaningOf } from './change-words.js';

/** A matrix as NDJSON: each change, then the summary with all cells. */
export function matrixJson(matrix: Matrix, isComplete: boolean): string {
  const { kernels, scenarios, cells, changes } = matrix;
  const summary: MatrixSummaryObject = {
    type: 'summary',
    schema: SCHEMA,
    complete: isComplete,
    verdict: matrixVerdict(matrix),
    kernels,
    scenarios,
    cells: cells.map(({ scenario, kernel, before, verdict, changes: differences, comparison }) => ({
      scenario,
      kernel,
      before,
      verdict,
      differences,
      missing: comparison?.missing.length ?? 0,
      undecided: comparison?.undecided.length ?? 0,
    })),
    differences: changes.length,
  };
  return [...changes.map(changeObject), summary].map(jsonLine).join('');
}

function changeObject({ difference, cells }: MatrixChange, i: number): MatrixDifferenceObject {
  return {
    type: 'matrix-difference',
    id: i + 1,
    direction: difference.direction,
    ...changeFields(difference.change),
    cells,
    meaning: meaningOf(difference),
  };
}
