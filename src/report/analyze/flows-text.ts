import { shown } from '../../model/shown.js';
import { foldLine } from '../fold.js';
import { counted, renderLine, type Line } from '../line.js';
import { groupHeading } from './flow-heading.js';
import type { LogNames } from '../names.js';
import { laneSection, type MarksOf } from '../lanes/lane-sections.js';
import { lanesText } from '../lanes/text/lanes-text.js';
import { overviewTable } from './overview.js';
import { fileOf, sortedPaths, type FlowGroup, type PathDigest } from './path-digest.js';
import { pathText } from './path-text.js';
import type { Look } from '../style.js';

/**
 * The flows of a log, and below each its distinct paths, as text for a person; where there are several, a
 * table of them at the end, which is what a terminal shows first.
 */
export function flowsText(
  digest: PathDigest,
  names: LogNames,
  look: Look,
  form: PathForm = 'list',
  marksOf?: MarksOf,
): string {
  const groups = digest.flowGroups;
  const blocks = groups.map((group, i) => [
    ...inputHeading(group, groups[i - 1], names),
    ...(form === 'list' ? listLines(group, names) : laneLines(group, names, look.width, marksOf)),
  ]);
  if (blocks.length > 1) blocks.push(overviewTable(groups, names).map((row) => [row]));
  const { packets, flows } = digest.unlisted;
  if (packets + flows > 0) blocks.push([[{ text: unlistedText(packets, flows), as: 'warn' }]]);
  return blocks
    .flatMap((lines) => [...lines, []])
    .map((line) => `${renderLine(line, look.style, look.width)}\n`)
    .join('');
}

/** How a path is shown: as a list of its hooks, or drawn with a lane for each namespace. */
export type PathForm = 'list' | 'lanes';

function listLines(group: FlowGroup, names: LogNames): Line[] {
  return [
    groupHeading(group, names),
    ...sortedPaths(group).flatMap(([tally, count]) => [
      [],
      ...pathText(tally, { count, severalFlows: group.ids.length > 1 }, names),
    ]),
  ];
}

/** Columns in front of a heading's second line. */
const HANG = 4;

function laneLines(group: FlowGroup, names: LogNames, width: number, marksOf?: MarksOf): Line[] {
  const { heading, pictures } = laneSection(group, names, marksOf);
  return [
    ...foldLine(heading, width, HANG),
    ...pictures.flatMap((picture) => [[], ...lanesText(picture, width)]),
  ];
}

/** Where there are several inputs, the name of each before its flows. */
function inputHeading(group: FlowGroup, before: FlowGroup | undefined, { inputs }: LogNames): Line[] {
  const file = fileOf(group);
  if (inputs.length < 2 || file === undefined || (before !== undefined && file === fileOf(before))) return [];
  return [[{ text: `${shown(inputs[file]!)}:`, as: 'bold' }], []];
}

export function unlistedText(packets: number, flows: number): string {
  return `not listed: ${counted(packets, 'packet')} and ${counted(flows, 'flow')} of still more paths; --format json has all`;
}
