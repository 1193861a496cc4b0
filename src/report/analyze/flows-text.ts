import { shown } from '../../model/shown.js';
import { counted, renderLine, type Line } from '../line.js';
import { groupHeading } from './flow-heading.js';
import type { LogNames } from '../names.js';
import { overviewTable } from './overview.js';
import type { FlowGroup, PathDigest, PathTally } from './path-digest.js';
import { pathText } from './path-text.js';
import type { Look } from '../style.js';

/**
 * The flows of a log, and below each its distinct paths, as text for a person; where there are several, a
 * table of them at the end, which is what a terminal shows first.
 */
export function flowsText(digest: PathDigest, names: LogNames, look: Look): string {
  const groups = digest.flowGroups;
  const blocks = groups.map((group, i) => [
    ...inputHeading(group, groups[i - 1], names),
    ...groupLines(group, names),
  ]);
  if (blocks.length > 1) blocks.push(overviewTable(groups, names).map((row) => [row]));
  const { packets, flows } = digest.unlisted;
  if (packets + flows > 0) blocks.push([[{ text: unlistedText(packets, flows), as: 'warn' }]]);
  return blocks
    .flatMap((lines) => [...lines, []])
    .map((line) => `${renderLine(line, look.style, look.width)}\n`)
    .join('');
}

function groupLines(group: FlowGroup, names: LogNames): Line[] {
  const paths = [...group.paths].sort(byDirectionAndCount);
  return [
    groupHeading(group, names),
    ...paths.flatMap(([tally, count]) => [
      [],
      ...pathText(tally, { count, severalFlows: group.ids.length > 1 }, names),
    ]),
  ];
}

/** Where there are several inputs, the name of each before its flows. */
function inputHeading(group: FlowGroup, before: FlowGroup | undefined, { inputs }: LogNames): Line[] {
  const file = fileOf(group);
  if (inputs.length < 2 || file === undefined || (before !== undefined && file === fileOf(before))) return [];
  return [[{ text: `${shown(inputs[file]!)}:`, as: 'bold' }], []];
}

function fileOf({ paths }: FlowGroup): number | undefined {
  const [tally] = paths.keys();
  return tally?.example.entries[0]!.file;
}

/** The original direction first, and in each what did not get through: that is what people look for. */
function byDirectionAndCount([a, aCount]: [PathTally, number], [b, bCount]: [PathTally, number]): number {
  if (a.example.direction !== b.example.direction) return a.example.direction === 'original' ? -1 : 1;
  if (isLost(a) !== isLost(b)) return isLost(a) ? -1 : 1;
  return bCount - aCount || a.example.id - b.example.id;
}

function isLost({ example: { fate } }: PathTally): boolean {
  return fate === 'stopped' || fate === 'open';
}

function unlistedText(packets: number, flows: number): string {
  return `not listed: ${counted(packets, 'packet')} and ${counted(flows, 'flow')} of still more paths; --format json has all`;
}
