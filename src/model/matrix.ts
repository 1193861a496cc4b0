import type { Comparison, ComparisonVerdict, Difference } from './difference.js';
import type { PathSet } from './path-set.js';

/** The captures of one kernel, by the names of their scenarios. */
export interface KernelCaptures {
  readonly kernel: string;
  readonly captures: ReadonlyMap<string, PathSet>;
}

/** What a kernel does in a scenario, beside the kernel before it that has a capture of the same. */
export interface MatrixCell {
  readonly scenario: string;
  readonly kernel: string;
  /** `first`: no kernel before it has a capture; `absent`: it has none itself. */
  readonly verdict: ComparisonVerdict | 'first' | 'absent';
  /** The kernel that it is compared with; null for the first, and for what is absent. */
  readonly before: string | null;
  readonly comparison: Comparison | null;
  /** Numbers (from 1) of the changes that it shows. */
  readonly changes: readonly number[];
}

/** The same change, in however many scenarios and kernels. */
export interface MatrixChange {
  /** The first that was found of it. */
  readonly difference: Difference;
  readonly cells: readonly Pick<MatrixCell, 'scenario' | 'kernel' | 'before'>[];
}

/** Many kernels in many scenarios. */
export interface Matrix {
  /** Kernels in the order of their versions; those that are alike in every scenario are together. */
  readonly kernels: readonly (readonly string[])[];
  readonly scenarios: readonly string[];
  /** Scenario by scenario, kernel by kernel. */
  readonly cells: readonly MatrixCell[];
  readonly changes: readonly MatrixChange[];
}

/** The verdict on all of it. */
export function matrixVerdict({ cells }: Matrix): ComparisonVerdict {
  const order: readonly ComparisonVerdict[] = ['differs', 'inconclusive'];
  return order.find((one) => cells.some(({ verdict }) => verdict === one)) ?? 'same';
}
