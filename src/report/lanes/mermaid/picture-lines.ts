import type { LaneNote, LanePicture, LaneRow, LaneSign, Station } from '../lane-picture.js';
import { mermaidText } from './escape.js';
import type { Participant } from './participants.js';

const SIGNS: Readonly<Record<LaneSign, string>> = {
  nat: '◆',
  star: '★',
  cross: '╳',
  doubt: '?',
  cut: '',
  exit: '▼',
};

/**
 * A path in lines of a diagram: a note for each stay in a namespace, with its hooks and what is to be said of them, and a
 * message for each crossing.
 */
export function pictureLines(
  { lanes, rows }: LanePicture,
  participants: ReadonlyMap<string, Participant>,
): string[] {
  const idOf = (lane: number): string => participants.get(lanes[lane]!.key)!.id;
  const lines: string[] = [];
  let stay: (Station | LaneNote)[] = [];
  const endStay = (): void => {
    const [first] = stay;
    if (first !== undefined)
      lines.push(`  Note over ${idOf(first.lane)}: ${stay.map(rowText).map(mermaidText).join('<br/>')}`);
    stay = [];
  };
  for (const row of rows) {
    if (row.kind === 'crossing') {
      endStay();
      const arrow = row.isPast ? '-x' : '->>';
      lines.push(`  ${idOf(row.from)}${arrow}${idOf(row.to)}: ${mermaidText(`${row.out} → ${row.in}`)}`);
    } else stay.push(row);
  }
  endStay();
  return lines;
}

function rowText(row: Exclude<LaneRow, { kind: 'crossing' }>): string {
  if (row.kind === 'note') return `${SIGNS[row.sign]} ${row.text}`.trim();
  const { hook, devices, time, isAmbiguous } = row;
  return `${isAmbiguous ? '? ' : ''}${hook} ${devices}${time === '' ? '' : ` · ${time}`}`;
}
