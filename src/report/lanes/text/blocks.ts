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
export function blocksOf(picture: LanePicture, width: number, timesInText: boolean): Block[] {
  const { rows } = picture;
  const blocks: Block[] = [];
  let block: Block = { lanes: [], rows: [] };
  for (const row of rows) {
    const grown = blockOf(picture.lanes, [...block.rows, row], width, timesInText);
    if (grown !== null) block = grown;
    else {
      blocks.push({ ...block, rows: [...block.rows, row] });
      block = { lanes: [], rows: [] };
    }
  }
  if (block.rows.length > 0) blocks.push(block);
  return blocks;
}

function blockOf(
  all: readonly Lane[],
  rows: readonly LaneRow[],
  width: number,
  timesInText: boolean,
): Block | null {
  const used = new Set(rows.flatMap((row) => (row.kind === 'crossing' ? [row.from, row.to] : [row.lane])));
  const lanes = [...used].sort((a, b) => a - b);
  const needs = lanes.map((lane) =>
    needsOf(
      all[lane]!.name,
      rows.filter((row) => row.kind !== 'crossing' && row.lane === lane),
      timesInText,
    ),
  );
  // One lane is drawn however narrow it is.
  const xs = placeLanes(needs, width) ?? (lanes.length === 1 ? [0] : null);
  return xs === null ? null : { lanes: lanes.map((lane, i) => ({ lane, x: xs[i]! })), rows };
}

function needsOf(name: string, rows: readonly LaneRow[], timesInText: boolean): LaneNeeds {
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
