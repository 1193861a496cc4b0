import type { Flow } from '../../model/flow.js';
import type { Packet } from '../../model/packet.js';
import type { RuleMark } from '../../model/rule-mark.js';
import { groupHeading, serverText } from '../analyze/flow-heading.js';
import { fileOf, sortedPaths, type FlowGroup, type PathDigest } from '../analyze/path-digest.js';
import type { Line } from '../line.js';
import type { LogNames } from '../names.js';
import type { LanePicture } from './lane-picture.js';
import { laneOrder, lanesOfPath } from './lanes-of-path.js';

/** Flows that differ in the client's port alone, and a picture of each of their paths. */
export interface LaneSection {
  readonly heading: Line;
  /** What the flows go to, in which boot. */
  readonly service: string;
  /** The input that it is of, where there are several. */
  readonly input: string | null;
  readonly pictures: readonly LanePicture[];
  /** How many of the section's packets took each of them. */
  readonly packets: readonly number[];
}

/** What checked rules have to do with a packet of a flow. */
export type MarksOf = (packet: Packet, flow: Flow) => readonly RuleMark[];

const NO_MARKS: MarksOf = () => [];

/** All listed flows of a log, drawn. */
export function laneSections(
  digest: PathDigest,
  names: LogNames,
  marksOf: MarksOf = NO_MARKS,
): LaneSection[] {
  return digest.flowGroups.map((group) => laneSection(group, names, marksOf));
}

/** One group of flows, drawn. */
export function laneSection(group: FlowGroup, names: LogNames, marksOf: MarksOf = NO_MARKS): LaneSection {
  const paths = sortedPaths(group);
  const order = laneOrder(paths.map(([tally]) => tally));
  const file = fileOf(group);
  return {
    heading: groupHeading(group, names),
    service: `${group.example.boot} ${serverText(group.example, names.texts)}`,
    input: names.inputs.length > 1 && file !== undefined ? names.inputs[file]! : null,
    pictures: paths.map(([tally, count]) => {
      const shown = { count, severalFlows: group.ids.length > 1 };
      return lanesOfPath({ tally, shown, marks: marksOf(tally.example, group.example) }, order, names);
    }),
    packets: paths.map(([, count]) => count),
  };
}

/** The sections with the pictures of the `most` paths that most packets took, and how much is left out. */
export function busiest(
  sections: readonly LaneSection[],
  most: number,
): { sections: LaneSection[]; leftOut: { paths: number; packets: number } } {
  const paths = sections.flatMap(({ packets }, section) =>
    packets.map((count, picture) => ({ section, picture, count })),
  );
  const byCount = paths.toSorted((a, b) => b.count - a.count);
  const chosen = new Set(byCount.slice(0, most).map(({ section, picture }) => `${section} ${picture}`));
  const left = byCount.slice(most);
  return {
    sections: sections.flatMap((section, s) => {
      const isChosen = (_: unknown, i: number): boolean => chosen.has(`${s} ${i}`);
      const pictures = section.pictures.filter(isChosen);
      return pictures.length === 0 && section.pictures.length > 0
        ? []
        : [{ ...section, pictures, packets: section.packets.filter(isChosen) }];
    }),
    leftOut: { paths: left.length, packets: left.reduce((sum, { count }) => sum + count, 0) },
  };
}
