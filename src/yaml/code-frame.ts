import { shown } from '../model/shown.js';
import type { FilePosition } from '../model/policy.js';

const LINES_BEFORE = 2;
const LINES_AFTER = 1;
/** Columns of a line that are shown; of a longer one, those around the problem. */
const WIDTH = 100;

/** The lines around a position of a file, with a caret under it. */
export function codeFrame(text: string, { line, column }: FilePosition): string[] {
  const lines = text.split('\n');
  const first = Math.max(line - LINES_BEFORE, 1);
  // What follows the last line's end is no line, unless the problem is there.
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const last = Math.max(Math.min(line + LINES_AFTER, count), line);
  const from = firstColumn(column);
  const digits = String(last).length;
  return lines.slice(first - 1, last).flatMap((content, i) => {
    const number = first + i;
    const gutter = String(number).padStart(digits);
    const row =
      `${number === line ? '>' : ' '} ${gutter} | ${excerpt(content, number === line ? from : 1)}`.trimEnd();
    if (number !== line) return [row];
    const before = excerptBefore(content, from, column);
    return [row, `  ${' '.repeat(digits)} | ${' '.repeat(before)}^`];
  });
}

/** From 1: the first column that is shown, so that the problem is in sight. */
function firstColumn(column: number): number {
  return column <= WIDTH - 10 ? 1 : column - WIDTH / 2;
}

function excerpt(content: string, from: number): string {
  const line = content.endsWith('\r') ? content.slice(0, -1) : content;
  const end = from - 1 + WIDTH;
  const cutFront = from > 1 ? '…' : '';
  const cutEnd = line.length > end ? '…' : '';
  return `${cutFront}${harmless(line.slice(from - 1, end))}${cutEnd}`;
}

/** How many columns the excerpt takes before the caret. */
function excerptBefore(content: string, from: number, column: number): number {
  return (from > 1 ? 1 : 0) + Array.from(harmless(content.slice(from - 1, column - 1))).length;
}

/** A tab would put the caret elsewhere on each terminal. */
function harmless(text: string): string {
  return text.replaceAll('\t', '→').replace(/[^→]+/gu, shown);
}
