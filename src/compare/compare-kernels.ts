import { verdictOf, type Difference } from '../model/difference.js';
import type { KernelCaptures, Matrix, MatrixCell, MatrixChange } from '../model/matrix.js';
import type { PathSet } from '../model/path-set.js';
import { comparePaths } from './compare.js';

/** Compares each kernel, in every scenario, with the one before it. */
export function compareKernels(all: readonly KernelCaptures[]): Matrix {
  const kernels = all.toSorted((a, b) => byVersion(a.kernel, b.kernel));
  const scenarios = [...new Set(kernels.flatMap(({ captures }) => [...captures.keys()]))].sort();
  const changes = new Changes();
  const cells = scenarios.flatMap((scenario) => row(scenario, kernels, changes));
  const names = kernels.map(({ kernel }) => kernel);
  return { kernels: folded(names, cells), scenarios, cells, changes: changes.list };
}

function row(scenario: string, kernels: readonly KernelCaptures[], changes: Changes): MatrixCell[] {
  let before: { kernel: string; paths: PathSet } | null = null;
  return kernels.map(({ kernel, captures }): MatrixCell => {
    const paths = captures.get(scenario);
    const empty = { scenario, kernel, before: null, comparison: null, changes: [] };
    if (paths === undefined) return { ...empty, verdict: 'absent' };
    const last = before;
    before = { kernel, paths };
    if (last === null) return { ...empty, verdict: 'first' };
    const comparison = comparePaths(last.paths, paths);
    const where = { scenario, kernel, before: last.kernel };
    const numbers = comparison.differences.map((difference) => changes.add(difference, where));
    const verdict = verdictOf(comparison);
    return { ...where, verdict, comparison, changes: [...new Set(numbers)].sort((a, b) => a - b) };
  });
}

/** Numbers changes; the same one in several cells has one number. */
class Changes {
  readonly list: (MatrixChange & { cells: MatrixChange['cells'][number][] })[] = [];
  private readonly numbers = new Map<string, number>();

  add(difference: Difference, cell: MatrixChange['cells'][number]): number {
    const key = JSON.stringify([difference.direction, difference.change]);
    const known = this.numbers.get(key);
    if (known === undefined) {
      this.list.push({ difference, cells: [cell] });
      this.numbers.set(key, this.list.length);
      return this.list.length;
    }
    const { cells } = this.list[known - 1]!;
    if (!cells.some(({ scenario, kernel }) => scenario === cell.scenario && kernel === cell.kernel))
      cells.push(cell);
    return known;
  }
}

/** Puts a kernel to the one before it where no scenario shows anything new of it. */
function folded(kernels: readonly string[], cells: readonly MatrixCell[]): string[][] {
  const groups: string[][] = [];
  for (const [i, kernel] of kernels.entries()) {
    const before = kernels[i - 1];
    const isAlike = cells
      .filter((cell) => cell.kernel === kernel)
      .every(
        (cell) => (cell.verdict === 'same' && cell.before === before) || isAbsentToo(cell, before, cells),
      );
    if (before !== undefined && isAlike) groups.at(-1)!.push(kernel);
    else groups.push([kernel]);
  }
  return groups;
}

function isAbsentToo(
  { scenario, verdict }: MatrixCell,
  before: string | undefined,
  cells: readonly MatrixCell[],
): boolean {
  const other = cells.find((cell) => cell.scenario === scenario && cell.kernel === before);
  return verdict === 'absent' && other?.verdict === 'absent';
}

/** By the first version number in the name (`el7-3.10` before `linux-5.4` before `linux-5.10`), then by name. */
function byVersion(a: string, b: string): number {
  const [one, other] = [versionOf(a), versionOf(b)];
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    const step = (one[i] ?? 0) - (other[i] ?? 0);
    if (step !== 0) return step;
  }
  return a < b ? -1 : 1;
}

function versionOf(name: string): number[] {
  return (/\d+(?:\.\d+)+/.exec(name)?.[0] ?? '').split('.').map(Number);
}
