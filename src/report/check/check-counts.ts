import type { ClassCounts } from '../../model/finding.js';
import { countRules, type CheckReport } from './check-report.js';
import { counted, grouped, type Line, type Span } from '../line.js';

/** `original  from external  5 of 5 seen, 2 stopped` */
export function classLine({ direction, from, seen, missed, stopped, open, unclear }: ClassCounts): Line {
  const through = seen + missed + unclear;
  const rest = [
    unclear > 0 ? `${grouped(unclear)} unclear` : '',
    stopped > 0 ? `${grouped(stopped)} stopped` : '',
    open > 0 ? `${grouped(open)} cut off by the log's beginning or end` : '',
  ].filter((text) => text !== '');
  const counts: Span = {
    text: `${grouped(seen)} of ${grouped(through)} seen`,
    as: missed > 0 ? 'bad' : 'dim',
  };
  const from_ = from === null ? 'client unknown' : `from ${from}`;
  return [
    `    ${direction.padEnd(8)}  ${from_.padEnd(14)}  `,
    counts,
    rest.map((text) => `, ${text}`).join(''),
  ];
}

/** `3 rules: 1 holds, 1 violated, 1 inconclusive` */
export function totalLine(report: Pick<CheckReport, 'verdicts'>): Line {
  const { total, holds, violated, inconclusive } = countRules(report);
  return [
    `${counted(total, 'rule')}: `,
    { text: `${holds} ${holds === 1 ? 'holds' : 'hold'}`, as: holds > 0 ? 'good' : 'dim' },
    ', ',
    { text: `${violated} violated`, as: violated > 0 ? 'bad' : 'dim' },
    ', ',
    { text: `${inconclusive} inconclusive`, as: inconclusive > 0 ? 'warn' : 'dim' },
  ];
}
