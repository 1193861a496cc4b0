import type { Lane, LanePicture, LaneRow } from '../lane-picture.js';
import { columnsOf } from '../../columns.js';
import { placeLanes, type LaneNeeds } from './place-lanes.js';

/** Rows that are drawn side by side in the lanes that fit. */
export interface Block {
  /** Index of each lane in the picture, from left to right, and the column of its line. */
  readonly lanes: readonly { readonly lane: number; readonly x: number }[];
  readonly rows: readonly LaneRow[];
}

const SIGN = 2;
const HOOK_WIDTH = 'POST_ROUTING'.length;
/** Between the texts of a row. */
export const BLANKS = 2;

/**
 * Cuts a picture where more lanes would be needed than fit into `width` columns: each piece has the lanes that its rows are
 * in. A crossing that leads out of a piece is its last row, and the next one begins behind it.
 */
export function blocksOf({ lanes, rows }: LanePicture, width: number, timesInText: boolean): Block[] {
  return pieces(lanes, rows, width).map((piece) => {
    const used = lanesOf(piece);
    const needs = used.map((lane) => needsOf(lanes[lane]!, piece.filter(isIn(lane)), timesInText));
    // One lane is drawn however narrow it is.
    const xs = placeLanes(needs, width) ?? [0];
    return { lanes: used.map((lane, i) => ({ lane, x: xs[i]! })), rows: piece };
  });
}

/** Whether lanes fit does not depend on what is in them, as everything folds. */
function pieces(lanes: readonly Lane[], rows: readonly LaneRow[], width: number): LaneRow[][] {
  const found: LaneRow[][] = [[]];
  let used = new Set<number>();
  for (const row of rows) {
    const piece = found.at(-1)!;
    piece.push(row);
    const grown = new Set([...used, ...touched(row)]);
    const needs = [...grown].sort(upwards).map((lane) => needsOf(lanes[lane]!, [], false));
    const leadsOut = row.kind === 'crossing' && grown.size > used.size && placeLanes(needs, width) === null;
    if (leadsOut) found.push([]);
    used = leadsOut ? new Set() : grown;
  }
  return found;
}

/** The lanes that rows are in; an arrow that leads out of them is not drawn. */
function lanesOf(rows: readonly LaneRow[]): number[] {
  const drawn = rows.at(-1)!.kind === 'crossing' ? rows.slice(0, -1) : rows;
  return [...new Set(drawn.flatMap(touched))].sort(upwards);
}

function touched(row: LaneRow): number[] {
  return row.kind === 'crossing' ? [row.from, row.to] : [row.lane];
}

function isIn(lane: number): (row: LaneRow) => boolean {
  return (row) => row.kind !== 'crossing' && row.lane === lane;
}

function upwards(a: number, b: number): number {
  return a - b;
}

function needsOf({ name }: Lane, rows: readonly LaneRow[], timesInText: boolean): LaneNeeds {
  const texts = rows.map((row) => textsOf(row, timesInText).map(columnsOf));
  return {
    name: columnsOf(name),
    row: SIGN + Math.max(0, ...texts.map((one) => sum(one) + BLANKS * (one.length - 1))),
    folded: SIGN + Math.max(0, ...texts.flat()),
  };
}

/** The texts of a row, which stand behind each other where there is room, else below each other. */
export function textsOf(row: LaneRow, timesInText: boolean): string[] {
  if (row.kind === 'crossing') return [];
  if (row.kind === 'note') return [row.text];
  const time = timesInText && row.time !== '' ? [row.time] : [];
  return [row.hook.padEnd(HOOK_WIDTH), row.devices, ...time];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
