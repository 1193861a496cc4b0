import { shown } from '../../../model/shown.js';
import { columnsOf } from '../../columns.js';
import { foldText } from '../../fold.js';
import { counted, plainText, type Line } from '../../line.js';
import type { LanePicture } from '../lane-picture.js';
import type { LaneSection } from '../lane-sections.js';
import { mermaidText } from './escape.js';
import { declared, participantsOf, spanOf, type Participant } from './participants.js';
import { pictureLines } from './picture-lines.js';

/** Longer diagrams are not drawn: the default of maxTextSize in Mermaid's configuration, which no diagram can raise. */
export const MOST_CHARACTERS = 50_000;
/** Kept free for the note that says what is not drawn. */
const RESERVE = 500;
/** Characters that have room between two participants that stand as near as they can. */
const BETWEEN = 30;

/** Two with ids as long as they get. */
const MANY: readonly Participant[] = ['n00000', 'n00001'].map((id) => ({ id, line: '' }));
/** What stands there where nothing is drawn. */
const NOTHING: Participant = { id: 'log', line: '  participant log' };

interface Path {
  readonly section: LaneSection;
  readonly picture: LanePicture;
  readonly packets: number;
  /** Its lines but for the headings. */
  readonly lines: readonly string[];
  /** Characters that it takes at most, but for its participants and the heading of its section. */
  readonly length: number;
}

/**
 * Paths as a sequence diagram of Mermaid: namespaces are participants, hooks stand in notes, and a message is a crossing.
 * Where not all fit into one diagram, those that most packets took are drawn, and a note counts the others.
 */
export function lanesMermaid(sections: readonly LaneSection[], notes: readonly Line[]): string {
  const participants = participantsOf(sections);
  const paths = sections.flatMap((section) => pathsOf(section, participants));
  const end = notes.map(plainText);
  const drawn = fitting(
    paths,
    participants,
    MOST_CHARACTERS - RESERVE - end.reduce((sum, note) => sum + mostOverAll(note), 0),
  );
  if (drawn.length < paths.length) end.unshift(leftText(paths, drawn));

  const needed = declared(
    participants,
    drawn.map(({ picture }) => picture),
  );
  const all = needed.length > 0 ? needed : [NOTHING];
  return [
    'sequenceDiagram',
    ...all.map(({ line }) => line),
    ...drawn.flatMap(({ section, picture, lines }, i) => [
      ...(section === drawn[i - 1]?.section ? [] : [noteOverAll(all, [sectionText(section)])]),
      noteOverAll(all, [plainText(picture.heading)]),
      ...lines,
    ]),
    noteOverAll(all, end),
    '',
  ].join('\n');
}

/** A note over several participants does not grow with its text: it is folded to what is between the outer ones. */
function noteOverAll(all: readonly Participant[], texts: readonly string[]): string {
  const width = all.length === 1 ? Infinity : BETWEEN * (all.length - 1);
  const lines = texts.flatMap((text) => foldAtWideBlanks(text.trim(), width));
  return `  Note over ${spanOf(all)}: ${lines.map(mermaidText).join('<br/>')}`;
}

/** What belongs together in a heading has single blanks, and stays together where it can. */
function foldAtWideBlanks(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const piece of text.split(/ {2,}/)) {
    const joined = `${lines.at(-1)}  ${piece}`;
    if (lines.length > 0 && columnsOf(joined) <= width) lines.splice(-1, 1, joined);
    else lines.push(...foldText(piece, width));
  }
  return lines;
}

function pathsOf(section: LaneSection, participants: ReadonlyMap<string, Participant>): Path[] {
  return section.pictures.map((picture, i) => {
    const lines = pictureLines(picture, participants);
    const length = lines.reduce(
      (sum, line) => sum + line.length + 1,
      mostOverAll(plainText(picture.heading)),
    );
    return { section, picture, packets: section.packets[i]!, lines, length };
  });
}

/** What a note over all participants takes at most: where they are two, as it is folded most then. */
function mostOverAll(text: string): number {
  return noteOverAll(MANY, [text]).length + 1;
}

/** The busiest paths that fit, in their own order. */
function fitting(
  paths: readonly Path[],
  participants: ReadonlyMap<string, Participant>,
  room: number,
): readonly Path[] {
  const chosen = new Set<Path>();
  const keys = new Set<string>();
  const sections = new Set<LaneSection>();
  let left = room;
  for (const path of paths.toSorted((a, b) => b.packets - a.packets)) {
    const { section, picture } = path;
    const fresh = picture.lanes.filter(({ key }) => !keys.has(key));
    const heading = sections.has(section) ? 0 : mostOverAll(sectionText(section));
    const length = fresh.reduce(
      (sum, { key }) => sum + participants.get(key)!.line.length + 1,
      path.length + heading,
    );
    if (length > left) continue;
    left -= length;
    chosen.add(path);
    sections.add(section);
    for (const { key } of fresh) keys.add(key);
  }
  return paths.filter((path) => chosen.has(path));
}

function sectionText({ heading, input }: LaneSection): string {
  return `${input === null ? '' : `${shown(input)}: `}${plainText(heading)}`;
}

function leftText(paths: readonly Path[], drawn: readonly Path[]): string {
  const left = packetsIn(paths) - packetsIn(drawn);
  return `not drawn: ${counted(paths.length - drawn.length, 'path')} of ${counted(left, 'packet')}, as a diagram may have ${counted(MOST_CHARACTERS, 'character')} at most`;
}

function packetsIn(paths: readonly Path[]): number {
  return paths.reduce((sum, { packets }) => sum + packets, 0);
}
