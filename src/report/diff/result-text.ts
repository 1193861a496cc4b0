import { counted, type Span } from '../line.js';
import { diffVerdict, type DiffReport } from './diff-report.js';

/** What a comparison comes to, in one line. */
export function comparisonText(report: DiffReport): Span {
  const { differences, missing, undecided, same } = report.comparison;
  const alike = `${counted(same.paths, 'path')} alike`;
  const rest = [
    ...(missing.length > 0 ? [`${missing.length} not comparable`] : []),
    ...(report.rules !== null ? [`${counted(report.rules.changed.length, 'verdict')} changed`] : []),
    ...(undecided.length > 0 ? [`${undecided.length} undecided`] : []),
  ];
  const details = [alike, ...rest].join(', ');
  switch (diffVerdict(report)) {
    case 'differs':
      return { text: `${counted(differences.length, 'difference')}; ${details}`, as: 'bad' };
    case 'inconclusive':
      return { text: `inconclusive: no difference in what both have; ${details}`, as: 'warn' };
    case 'same':
      return { text: `no difference: ${alike} in ${counted(same.scenarios, 'scenario')}`, as: 'good' };
  }
}
