import { laneAfter, type LaneNote, type LanePicture, type LaneRow, type Station } from '../lane-picture.js';
import {
  circle,
  COLUMN,
  cross,
  lineAt,
  lineWidth,
  polygon,
  polyline,
  rect,
  star,
  textAt,
  textWidth,
} from './shapes.js';

/** What is drawn, and the room that it takes from (0, 0). */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

const ROW = 25;
/** From a lane's edge to its line, and from there to the text. */
const INSET = 16;
const LANES_GAP = 6;
const HEADING = 30;
const NAMES = 28;
const HOOK = 'POST_ROUTING'.length + 2;
/** From the middle of a row to the baseline of its text. */
const BASELINE = 4.5;

interface LanePlace {
  readonly left: number;
  readonly width: number;
  /** Where its line is. */
  readonly x: number;
}

/** Draws a picture with its heading. */
export function drawPicture({ heading, lanes, rows }: LanePicture): Drawing {
  const times = Math.max(0, ...rows.map((row) => (row.kind === 'station' ? textWidth(row.time) : 0)));
  const places = placeLanes(
    lanes.map(({ name }) => name),
    rows,
    times === 0 ? 0 : times + 10,
  );
  const top = HEADING + NAMES;
  const ys = rows.map((_, i) => top + (i + 0.7) * ROW);
  const bottom = ys.at(-1)! + ROW * 0.7;
  const right = places.at(-1)!.left + places.at(-1)!.width;
  const boxes = places.map(({ left, width, x }, i) => {
    const name = textAt(left + INSET / 2, HEADING + NAMES / 2 + BASELINE, lanes[i]!.name, 'bold');
    const line = polyline('idle', [
      [x, top],
      [x, bottom - 4],
    ]);
    return rect('lane', left, HEADING, width, bottom - HEADING) + name + line;
  });
  const signs = rows.map((row, i) => drawRow(row, ys[i]!, places, times));
  return {
    width: Math.max(right, lineWidth(heading)) + 1,
    height: bottom + 1,
    markup: [lineAt(0, 16, heading), ...boxes, drawWay(rows, ys, places), ...signs].join('\n'),
  };
}

function placeLanes(names: readonly string[], rows: readonly LaneRow[], from: number): LanePlace[] {
  let left = from + 0.5;
  return names.map((name, lane) => {
    const texts = rows.filter((row) => row.kind !== 'crossing' && row.lane === lane).map(rowWidth);
    const width = Math.max(textWidth(name) + INSET, 2 * INSET + Math.max(0, ...texts)) + INSET / 2;
    const place = { left, width, x: left + INSET };
    left += width + LANES_GAP;
    return place;
  });
}

function rowWidth(row: LaneRow): number {
  if (row.kind === 'crossing') return 0;
  return row.kind === 'note' ? textWidth(row.text) : HOOK * COLUMN + textWidth(row.devices);
}

/** The packet's way: a line down its lane and across to the next one. */
function drawWay(rows: readonly LaneRow[], ys: readonly number[], places: readonly LanePlace[]): string {
  const points = rows.flatMap((row, i): [number, number][] => {
    const to: [number, number] = [places[laneAfter(row)]!.x, ys[i]!];
    return row.kind === 'crossing' ? [[places[row.from]!.x, ys[i]!], to] : [to];
  });
  return polyline('way', points);
}

function drawRow(row: LaneRow, y: number, places: readonly LanePlace[], times: number): string {
  const { x } = places[laneAfter(row)]!;
  if (row.kind === 'station') return drawStation(row, x, y, times);
  if (row.kind === 'note') return drawSign(row, x, y) + textAt(x + INSET, y + BASELINE, row.text, row.as);
  const from = places[row.from]!.x;
  const side = Math.sign(x - from);
  const head = polygon('dim', [
    [x - side * 2, y],
    [x - side * 11, y - 5],
    [x - side * 11, y + 5],
  ]);
  return row.isPast ? head + cross((from + x) / 2, y) : head;
}

function drawStation(
  { hook, devices, time, isAmbiguous }: Station,
  x: number,
  y: number,
  times: number,
): string {
  const baseline = y + BASELINE;
  return [
    textAt(times - textWidth(time), baseline, time, 'dim'),
    circle(`hollow sign line-${isAmbiguous ? 'warn' : 'text'}`, x, y, isAmbiguous ? 8 : 5),
    isAmbiguous ? textAt(x - COLUMN / 2, baseline, '?', 'warn') : '',
    textAt(x + INSET, baseline, hook),
    textAt(x + INSET + HOOK * COLUMN, baseline, devices, 'dim'),
  ].join('');
}

function drawSign({ sign, as }: LaneNote, x: number, y: number): string {
  switch (sign) {
    case 'star':
      return star(as, x, y);
    case 'cross':
      return cross(x, y);
    case 'nat':
      return polygon(as, [
        [x, y - 6],
        [x + 6, y],
        [x, y + 6],
        [x - 6, y],
      ]);
    case 'exit':
      return polygon(as, [
        [x, y + 5],
        [x - 5, y - 4],
        [x + 5, y - 4],
      ]);
    case 'doubt':
      return circle('hollow sign line-warn', x, y, 8) + textAt(x - COLUMN / 2, y + BASELINE, '?', 'warn');
    case 'cut':
      return '';
  }
}
