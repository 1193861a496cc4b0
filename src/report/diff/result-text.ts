import { verdictOf, type Comparison } from '../../model/difference.js';
import { counted } from '../line.js';
import type { Span } from '../line.js';

/** What a comparison comes to, in one line. */
export function resultText(comparison: Comparison): Span {
  const { differences, missing, undecided, same } = comparison;
  const alike = `${counted(same.paths, 'path')} alike`;
  const rest = [
    ...(missing.length > 0 ? [`${missing.length} not comparable`] : []),
    ...(undecided.length > 0 ? [`${undecided.length} undecided`] : []),
  ];
  const details = [alike, ...rest].join(', ');
  switch (verdictOf(comparison)) {
    case 'differs':
      return { text: `${counted(differences.length, 'difference')}; ${details}`, as: 'bad' };
    case 'inconclusive':
      return { text: `inconclusive: no difference in what both have; ${details}`, as: 'warn' };
    case 'same':
      return { text: `no difference: ${alike} in ${counted(same.scenarios, 'scenario')}`, as: 'good' };
  }
}
