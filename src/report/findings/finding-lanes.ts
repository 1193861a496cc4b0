import { isViolation, type Finding } from '../../model/finding.js';
import type { Rule } from '../../model/policy.js';
import type { RuleMark } from '../../model/rule-mark.js';
import { tallyOf } from '../analyze/path-digest.js';
import { laneOrder, lanesOfPath } from '../lanes/lanes-of-path.js';
import { lanesBody } from '../lanes/text/lanes-text.js';
import type { Line } from '../line.js';
import type { LogNames } from '../names.js';
import { linesText } from './trail.js';

/** The path of a finding's example packet as lanes of at most `width` columns, with what the rule has to do with it. */
export function findingLanes(finding: Finding, rule: Rule, names: LogNames, width: number): Line[] {
  if (!('evidence' in finding)) return [];
  const { example } = finding.evidence.ways[0]!;
  const tally = tallyOf(example);
  const shown = { count: 1, severalFlows: false };
  const picture = lanesOfPath({ tally, shown, marks: [markOf(finding, rule)] }, laneOrder([tally]), names);
  return [...lanesBody(picture, width), ['    ', { text: `(${linesText(example, names)})`, as: 'dim' }], []];
}

function markOf(finding: Finding, rule: Rule): RuleMark {
  return {
    rule,
    outcome: isViolation(finding.kind) ? 'missed' : 'unclear',
    finding: finding.kind,
    calls: 'entry' in finding ? [{ entry: finding.entry, isFull: false }] : [],
    isBetweenNamespaces: finding.kind === 'bypassed' && finding.cause === 'no-hook-between',
  };
}
