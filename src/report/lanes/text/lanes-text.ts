import { foldLine } from '../../fold.js';
import { counted, type Line } from '../../line.js';
import { columnsOf } from '../../columns.js';
import type { Lane, LaneNote, LanePicture } from '../lane-picture.js';
import { blocksOf, type Block } from './blocks.js';
import { BlockDrawer } from './block-drawer.js';

const INDENT = 4;
/** Beside narrower lanes than this there is no room for times: they stand behind the devices. */
const LEAST_BESIDE_TIMES = 36;

/** A picture as lines of at most `width` columns, its heading first. */
export function lanesText(picture: LanePicture, width: number): Line[] {
  return [...foldLine(['  ', ...picture.heading], width, INDENT), ...lanesBody(picture, width)];
}

/** The same without the heading. */
export function lanesBody(picture: LanePicture, width: number): Line[] {
  const { lanes } = picture;
  const times = Math.max(0, ...picture.rows.map((row) => (row.kind === 'station' ? columnsOf(row.time) : 0)));
  const beside = times > 0 && width - INDENT - times - 1 >= LEAST_BESIDE_TIMES ? times + 1 : 0;
  const left = INDENT + beside;
  const blocks = blocksOf(picture, width - left, beside === 0);
  const drawer = new BlockDrawer(lanes, left, width, beside > 0);
  return [
    ...(blocks.length > 1 ? foldLine(piecesLine(lanes.length, width, blocks.length), width, INDENT) : []),
    ...blocks.flatMap((block, i) => [
      ...(i === 0 ? [] : [[]]),
      ...drawer.draw(i === blocks.length - 1 ? block : leadingOn(block, lanes)),
    ]),
  ];
}

function piecesLine(lanes: number, width: number, pieces: number): Line {
  const text = `${counted(lanes, 'namespace')} in ${width} columns: drawn in ${pieces} pieces, one below the other`;
  return ['    ', { text, as: 'dim' }];
}

/** A piece that ends with a crossing into the next one: instead of an arrow it says so. */
function leadingOn(block: Block, lanes: readonly Lane[]): Block {
  const last = block.rows.at(-1)!;
  if (last.kind !== 'crossing') return block;
  const text = `goes on below, in ${lanes[last.to]!.name}`;
  const note: LaneNote = { kind: 'note', lane: last.from, sign: 'exit', text, as: 'dim' };
  return { ...block, rows: [...block.rows.slice(0, -1), note] };
}
