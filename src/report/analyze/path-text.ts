import { hookName } from '../../model/hook.js';
import { isSecondPass } from '../../model/passage.js';
import type { Line } from '../line.js';
import type { LogNames } from '../names.js';
import type { PathTally } from './path-digest.js';
import {
  beginningText,
  devicesText,
  gapText,
  pathHeading,
  stoppedText,
  translations,
  type Shown,
} from './path-words.js';

const HOOK_WIDTH = 'POST_ROUTING'.length;

/** A path as a block of lines: its heading, then a line for each entry, with NAT between them. */
export function pathText(tally: PathTally, shown: Shown, names: LogNames): Line[] {
  const beginning = beginningText(tally.example);
  return [
    ['  ', ...pathHeading(tally, shown, names.texts)],
    ...(beginning === null ? [] : [['    ', { text: beginning, as: 'warn' }] as const]),
    ...trackText(tally, names),
  ];
}

/** The entries, a lane label in front of the first of each namespace. */
function trackText(tally: PathTally, names: LogNames): Line[] {
  const { entries, boot, direction, fate } = tally.example;
  const lanes = entries.map((entry) => names.namespaces.nameOf(entry.netns, boot));
  const devices = entries.map((entry, i) => devicesText(entry, entries[i - 1], names.texts));
  const laneWidth = Math.max(...lanes.map((lane) => lane.length));
  const deviceWidth = Math.max(...devices.map((text) => text.length));
  const track = (sign: string): string => `    ${' '.repeat(laneWidth)}  ${sign} `;
  const lines = entries.flatMap((entry, i) => {
    const newLane = i === 0 || entry.netns !== entries[i - 1]!.netns;
    const line: Line = [
      '    ',
      { text: (newLane ? lanes[i]! : '').padEnd(laneWidth), as: 'bold' },
      entry.ambiguous ? { text: '  ? ', as: 'warn' } : '  ● ',
      hookName(entry.hook).padEnd(HOOK_WIDTH),
      `  ${devices[i]!.padEnd(deviceWidth)}`,
      { text: `  ${gapText(tally, i)}`, as: 'dim' },
      { text: isSecondPass(entry, entries[i - 1]) ? '  (bridge, then IP)' : '', as: 'dim' },
    ];
    const nats = translations(entry, entries[i + 1], direction, names.texts);
    return [
      line,
      ...nats.map(({ word, from, to }): Line => [track('│'), { text: `${word} ${from} ⇒ ${to}`, as: 'nat' }]),
    ];
  });
  if (fate !== 'stopped') return lines;
  return [...lines, [track('╳'), { text: stoppedText(tally.example), as: 'bad' }]];
}
