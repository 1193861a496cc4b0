import type { Line, Span } from '../../line.js';
import { xmlAttributes, xmlText } from '../../xml.js';
import { columnsOf } from '../../columns.js';

/** Pixels of a column of text; `textLength` makes every font keep to it. */
export const COLUMN = 7.8;

type Tone = NonNullable<Span['as']> | 'text';

export function textWidth(text: string): number {
  return columnsOf(text) * COLUMN;
}

export function lineWidth(line: Line): number {
  return line.reduce((sum, span) => sum + textWidth(typeof span === 'string' ? span : span.text), 0);
}

/** A text whose baseline begins at (x, y). */
export function textAt(x: number, y: number, text: string, tone: Tone = 'text'): string {
  if (text.trim() === '') return '';
  const textLength = rounded(textWidth(text));
  return `<text${xmlAttributes({ class: tone, x: rounded(x), y: rounded(y), textLength })}>${xmlText([text])}</text>`;
}

/** The spans of a line, each with its own tone. */
export function lineAt(x: number, y: number, line: Line): string {
  let at = x;
  let drawn = '';
  for (const span of line) {
    const { text, as } = typeof span === 'string' ? { text: span } : span;
    const lead = text.length - text.trimStart().length;
    drawn += textAt(at + lead * COLUMN, y, text.trim(), as);
    at += textWidth(text);
  }
  return drawn;
}

export function rect(className: string, x: number, y: number, width: number, height: number): string {
  const box = { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) };
  return `<rect${xmlAttributes({ class: className, ...box, rx: 4 })}/>`;
}

/** A path of straight pieces through points. */
export function polyline(className: string, points: readonly (readonly [number, number])[]): string {
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');
  return `<path${xmlAttributes({ class: className, d })}/>`;
}

export function circle(className: string, x: number, y: number, r: number): string {
  return `<circle${xmlAttributes({ class: className, cx: rounded(x), cy: rounded(y), r })}/>`;
}

/** A closed shape. */
export function polygon(className: string, points: readonly (readonly [number, number])[]): string {
  const text = points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(' ');
  return `<polygon${xmlAttributes({ class: className, points: text })}/>`;
}

export function cross(x: number, y: number): string {
  return (
    polyline('sign line-bad', [
      [x - 5, y - 5],
      [x + 5, y + 5],
    ]) +
    polyline('sign line-bad', [
      [x - 5, y + 5],
      [x + 5, y - 5],
    ])
  );
}

/** A star with five points. */
export function star(className: string, x: number, y: number): string {
  const points = Array.from({ length: 10 }, (_, i): [number, number] => {
    const [angle, radius] = [(i * Math.PI) / 5 - Math.PI / 2, i % 2 === 0 ? 8 : 3.4];
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
  return polygon(className, points);
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
