import { counted, renderLine, type Line } from './line.js';
import { groupHeading } from './flow-heading.js';
import type { LogNames } from './names.js';
import { overviewTable } from './overview.js';
import type { FlowGroup, PathDigest, PathTally } from './path-digest.js';
import { pathText } from './path-text.js';
import type { Style } from './style.js';

/** How text is to look: colour or none, and the columns to cut lines to (Infinity in a pipe). */
export interface Look {
  readonly style: Style;
  readonly width: number;
}

/**
 * The flows of a log, and below each its distinct paths, as text for a person; where there are several, a
 * table of them at the end, which is what a terminal shows first.
 */
export function flowsText(digest: PathDigest, names: LogNames, look: Look): string {
  const blocks = digest.flowGroups.map((group) => groupLines(group, names));
  if (blocks.length > 1) blocks.push(overviewTable(digest.flowGroups, names).map((row) => [row]));
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
    ...paths.flatMap(([tally, count]) => [[], ...pathText(tally, count, names)]),
  ];
}

function byDirectionAndCount([a, aCount]: [PathTally, number], [b, bCount]: [PathTally, number]): number {
  if (a.example.direction !== b.example.direction) return a.example.direction === 'original' ? -1 : 1;
  return bCount - aCount || a.example.id - b.example.id;
}

function unlistedText(packets: number, flows: number): string {
  return `not listed: ${counted(packets, 'packet')} and ${counted(flows, 'flow')} of still more paths; --format json has all`;
}
