import { matrixVerdict, type Matrix, type MatrixCell, type MatrixChange } from '../../model/matrix.js';
import { shown } from '../../model/shown.js';
import { bareTable } from '../bare-table.js';
import { counted, renderLine, wrapped, type Line } from '../line.js';
import type { Look } from '../style.js';
import { changeRow, meaningOf } from './change-words.js';
import { missingText, scenarioText, undecidedText } from './missing-words.js';

/** Prose is not wider than this: longer lines are hard to read. */
const PROSE = 100;

/** Scenarios by kernels as a table; below it each change, and what could not be told. */
export function matrixText(matrix: Matrix, look: Look): string {
  const { changes, cells } = matrix;
  const width = Math.min(look.width, PROSE);
  const notes = cells.flatMap(doubtsOf);
  const sections: Line[][] = [
    table(matrix).map((row): Line => [row]),
    changes.flatMap((change, i) => changeLines(change, i + 1, width)),
    notes.length === 0
      ? []
      : [
          [{ text: 'Not compared, or cannot be told:', as: 'warn' }],
          ...notes.flatMap((note) => indented(note, width)),
        ],
    [resultLine(matrix)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${renderLine(line, look.style, look.width)}\n`).join(''))
    .join('\n');
}

function table({ kernels, scenarios, cells }: Matrix): string[] {
  const heads = kernels.map((group) =>
    group.length < 3 ? group.join(', ') : `${group[0]} … ${group.at(-1)}`,
  );
  const rows = scenarios.map((scenario) => [
    shown(scenario),
    ...kernels.map((group) =>
      cellText(cells.find((cell) => cell.scenario === scenario && cell.kernel === group[0])!),
    ),
  ]);
  return bareTable([['', ...heads.map(shown)], ...rows], ['left', ...heads.map(() => 'left' as const)]);
}

/** As the kernel before it is `=`; `first` is what others are held against; `?`: not all could be compared. */
function cellText({ verdict, changes, comparison }: MatrixCell): string {
  const isPart = (comparison?.missing.length ?? 0) + (comparison?.undecided.length ?? 0) > 0;
  switch (verdict) {
    case 'first':
      return 'first';
    case 'absent':
      return '–';
    case 'same':
      return '=';
    case 'inconclusive':
      return '= ?';
    case 'differs':
      return changes.map((number) => `[${number}]`).join('') + (isPart ? ' ?' : '');
  }
}

function changeLines({ difference, cells }: MatrixChange, number: number, width: number): Line[] {
  const { where, old, new: fresh } = changeRow(difference.change);
  const places = cells.map(({ scenario, kernel, before }) => `${scenario} (${before} → ${kernel})`);
  return [
    [{ text: `[${number}] ${difference.direction}, ${where}: ${old} → ${fresh}`, as: 'bold' }],
    ...indented(meaningOf(difference), width),
    ...indented(`In ${places.join(', ')}.`, width),
  ];
}

function doubtsOf({ scenario, kernel, before, comparison }: MatrixCell): string[] {
  const where = `${scenario}, ${before} (old) and ${kernel} (new)`;
  const { missing = [], undecided = [] } = comparison ?? {};
  return [
    ...missing.map((one) => `${where}: ${scenarioText(one.scenario)}: ${missingText(one)}`),
    ...undecided.map((one) => `${where}: ${undecidedText(one)}`),
  ];
}

function indented(text: string, width: number): Line[] {
  return wrapped(shown(text), width - 4).map((line): Line => [`    ${line}`]);
}

function resultLine(matrix: Matrix): Line {
  const { kernels, scenarios, changes } = matrix;
  const size = `${counted(scenarios.length, 'scenario')}, ${counted(kernels.flat().length, 'kernel')}`;
  switch (matrixVerdict(matrix)) {
    case 'differs':
      return [{ text: `${counted(changes.length, 'difference')} in ${size}`, as: 'bad' }];
    case 'inconclusive':
      return [{ text: `inconclusive: no difference in what could be compared of ${size}`, as: 'warn' }];
    case 'same':
      return [{ text: `no difference in ${size}`, as: 'good' }];
  }
}
