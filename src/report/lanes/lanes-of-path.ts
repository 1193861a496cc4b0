import { hookName } from '../../model/hook.js';
import { isSecondPass } from '../../model/passage.js';
import type { RuleMark } from '../../model/rule-mark.js';
import type { SymbolId } from '../../model/symbol.js';
import type { PathTally } from '../analyze/path-digest.js';
import {
  beginningText,
  devicesText,
  gapText,
  openText,
  pathHeading,
  stoppedText,
  translations,
  type Shown,
} from '../analyze/path-words.js';
import { counted } from '../line.js';
import { deviceText, type LogNames } from '../names.js';
import type { LaneNote, LanePicture, LaneRow, Station } from './lane-picture.js';
import { markNotes, marksAt } from './mark-notes.js';

/** A path to be drawn. */
export interface DrawnPath {
  readonly tally: PathTally;
  readonly shown: Shown;
  /** What checked rules have to do with it. */
  readonly marks: readonly RuleMark[];
}

/** A path as a picture; `order` says which namespace is left of which. */
export function lanesOfPath(path: DrawnPath, order: readonly SymbolId[], names: LogNames): LanePicture {
  const { tally, shown, marks } = path;
  const { entries, boot } = tally.example;
  const crossed = new Set(entries.map(({ netns }) => netns));
  const lanes = order.filter((netns) => crossed.has(netns));
  return {
    heading: pathHeading(tally, shown, names.texts),
    direction: tally.example.direction,
    doubtful: tally.ambiguous,
    lanes: lanes.map((netns) => ({ key: `${boot}.${netns}`, name: names.namespaces.nameOf(netns, boot) })),
    rows: [
      ...beginning(tally, lanes.indexOf(entries[0]!.netns)),
      ...entries.flatMap((_, i) => rowsOf(tally, i, marks, lanes, names)),
      ...ending(tally, lanes.indexOf(entries.at(-1)!.netns), names),
      ...markNotes(tally.example, marks, lanes.indexOf(entries.at(-1)!.netns)),
    ],
  };
}

/**
 * Namespaces in the order in which requests come through them, so that the client is at the left and replies run
 * back.
 */
export function laneOrder(paths: readonly PathTally[]): SymbolId[] {
  const order = new Set<SymbolId>();
  for (const direction of ['original', 'reply'] as const) {
    for (const { example } of paths) {
      if (example.direction !== direction) continue;
      const entries = direction === 'original' ? example.entries : example.entries.toReversed();
      for (const { netns } of entries) order.add(netns);
    }
  }
  return [...order];
}

/** One entry: how the packet came there, the hook, the rules that sit there, and what is translated behind it. */
function rowsOf(
  tally: PathTally,
  i: number,
  marks: readonly RuleMark[],
  lanes: readonly SymbolId[],
  { texts }: LogNames,
): LaneRow[] {
  const { entries, direction } = tally.example;
  const entry = entries[i]!;
  const before = entries[i - 1];
  const lane = lanes.indexOf(entry.netns);
  const station: Station = {
    kind: 'station',
    lane,
    hook: hookName(entry.hook),
    devices: devicesText(entry, before, texts) + (isSecondPass(entry, before) ? '  (bridge, then IP)' : ''),
    time: gapText(tally, i),
    isAmbiguous: entry.ambiguous,
  };
  const { crossed, here } = marksAt(tally.example, i, marks, lane);
  const nats = translations(entry, entries[i + 1], direction, texts).map(
    ({ word, from, to, isOfClient }): LaneNote => ({
      kind: 'note',
      lane,
      sign: 'nat',
      text: `${word} ${from} ⇒ ${to}`,
      as: 'nat',
      isOfClient,
    }),
  );
  if (before === undefined || before.netns === entry.netns) return [...crossed, station, ...here, ...nats];
  const from = lanes.indexOf(before.netns);
  return [
    {
      kind: 'crossing',
      from,
      to: lane,
      out: deviceText(texts, before.out),
      in: deviceText(texts, entry.in),
      isPast: crossed.length > 0,
    },
    ...crossed,
    station,
    ...here,
    ...nats,
  ];
}

function beginning({ example, gaps, packets }: PathTally, lane: number): LaneNote[] {
  const notes: LaneNote[] = [];
  const text = beginningText(example);
  if (text !== null) notes.push({ kind: 'note', lane, sign: 'cut', text, as: 'warn' });
  if (gaps > 0) {
    const whose = packets === 1 ? 'an entry of it' : `of ${counted(gaps, 'packet')} an entry`;
    notes.push({
      kind: 'note',
      lane,
      sign: 'doubt',
      text: `${whose} is missing from the log: not known where`,
      as: 'warn',
    });
  }
  return notes;
}

function ending({ example }: PathTally, lane: number, { texts }: LogNames): LaneNote[] {
  const note = (sign: LaneNote['sign'], text: string, as: LaneNote['as']): LaneNote[] => [
    { kind: 'note', lane, sign, text, as },
  ];
  switch (example.fate) {
    case 'delivered':
      return [];
    case 'sent':
      return note('exit', `out by ${deviceText(texts, example.entries.at(-1)!.out)}, not seen again`, 'dim');
    case 'stopped':
      return note('cross', stoppedText(example), 'bad');
    case 'open':
      return note('cut', `… ${openText(example)}`, 'warn');
  }
}
