import { plainText, type Line, type Span } from '../../line.js';
import { columnsOf } from '../../columns.js';
import type { Crossing, Lane, LaneNote, LaneRow, LaneSign, Station } from '../lane-picture.js';
import { BLANKS, textsOf, type Block } from './blocks.js';
import { CanvasLine } from './canvas-line.js';
import { foldText } from '../../fold.js';

const IDLE: Span = { text: '┊', as: 'dim' };
const SIGNS: Readonly<Record<LaneSign, string>> = {
  nat: '◆',
  star: '★',
  cross: '╳',
  doubt: '?',
  cut: '┊',
  exit: '▼',
};

/** Draws pieces of one picture. */
export class BlockDrawer {
  private readonly all: readonly Lane[];
  private readonly left: number;
  private readonly width: number;
  private readonly hasTimes: boolean;

  constructor(all: readonly Lane[], left: number, width: number, hasTimes: boolean) {
    this.all = all;
    this.left = left;
    this.width = width;
    this.hasTimes = hasTimes;
  }

  draw(block: Block): Line[] {
    return [...this.header(block), ...block.rows.flatMap((row) => this.row(row, block))];
  }

  private header({ lanes }: Block): Line[] {
    const names = lanes.map(({ lane, x }, i) => {
      const end = lanes[i + 1]?.x ?? this.width - this.left + 1;
      return foldText(this.all[lane]!.name, Math.max(end - x - 1, 1));
    });
    const height = Math.max(...names.map((one) => one.length));
    return Array.from({ length: height }, (_, i) => {
      const canvas = new CanvasLine();
      for (const [k, { x }] of lanes.entries()) {
        const text = names[k]![i];
        if (text !== undefined) canvas.put(this.left + x, { text, as: 'bold' });
      }
      return canvas.line;
    });
  }

  private row(row: LaneRow, block: Block): Line[] {
    switch (row.kind) {
      case 'station':
        return this.station(row, block);
      case 'note':
        return this.note(row, block);
      case 'crossing':
        return [this.crossing(row, block)];
    }
  }

  private station(station: Station, block: Block): Line[] {
    const { lane, time, isAmbiguous } = station;
    const room = this.roomOf(lane, block);
    const [hook = '', ...more] = textsOf(station, !this.hasTimes);
    const behind = more.map((text): Span => ({ text: ' '.repeat(BLANKS) + text, as: 'dim' }));
    const below = more.flatMap((text) =>
      foldText(text, room).map((line): Line => [{ text: line, as: 'dim' }]),
    );
    const isOneLine = columnsOf(plainText([hook, ...behind])) <= room;
    const texts: Line[] = isOneLine ? [[hook, ...behind]] : [[hook.trimEnd()], ...below];
    const sign: Span | string = isAmbiguous ? { text: '?', as: 'warn' } : '●';
    return this.inLane(lane, sign, texts, block, this.hasTimes ? time : '');
  }

  private note({ lane, sign, text, as }: LaneNote, block: Block): Line[] {
    const texts = foldText(text, this.roomOf(lane, block)).map((piece): Line => [{ text: piece, as }]);
    return this.inLane(lane, { text: SIGNS[sign], as }, texts, block, '');
  }

  /** Columns for text behind a lane's line. */
  private roomOf(lane: number, { lanes }: Block): number {
    return Math.max(this.width - this.left - lanes.find((one) => one.lane === lane)!.x - 2, 1);
  }

  private inLane(
    lane: number,
    sign: Span | string,
    texts: readonly Line[],
    block: Block,
    time: string,
  ): Line[] {
    return texts.map((text, i) => {
      const canvas = new CanvasLine();
      if (i === 0) canvas.put(this.left - 1 - columnsOf(time), { text: time, as: 'dim' });
      for (const { lane: one, x } of block.lanes) {
        const column = this.left + x;
        if (one === lane) canvas.put(column, i === 0 ? sign : '│', ' ', ...text);
        else if (canvas.end < column) canvas.put(column, IDLE);
      }
      return canvas.line;
    });
  }

  private crossing({ from, to, isPast }: Crossing, { lanes }: Block): Line {
    const canvas = new CanvasLine();
    const xOf = (lane: number): number => this.left + lanes.find((one) => one.lane === lane)!.x;
    const [start, end] = [Math.min(xOf(from), xOf(to)), Math.max(xOf(from), xOf(to))];
    const between = end - start - 2;
    const half = Math.floor((between - 1) / 2);
    const line: (Span | string)[] = isPast
      ? ['─'.repeat(half), { text: '╳', as: 'bad' }, '─'.repeat(between - half - 1)]
      : ['─'.repeat(between)];
    for (const { x } of lanes) {
      const column = this.left + x;
      if (column < start || column > end) canvas.put(column, IDLE);
      if (column !== start) continue;
      const arrow = xOf(from) < xOf(to) ? ['╰', ...line, '▶╮'] : ['╭◀', ...line, '╯'];
      canvas.put(start, ...arrow);
    }
    return canvas.line;
  }
}
