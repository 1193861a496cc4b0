import type { Style } from './style.js';

/** A piece of a line and how it stands out. */
export interface Span {
  readonly text: string;
  readonly as?: keyof Style;
}

/** One line of a text report, still without colour and not yet cut to a width. */
export type Line = readonly (Span | string)[];

/** How many columns a line takes. */
export function widthOf(line: Line): number {
  return plainText(line).length;
}

/** A line without any style, and whole. */
export function plainText(line: Line): string {
  return line.map((span) => (typeof span === 'string' ? span : span.text)).join('');
}

/** Makes text of a line; what is wider than `width` columns ends in `…`. */
export function renderLine(line: Line, style: Style, width: number): string {
  const spans = line.map((span) => (typeof span === 'string' ? { text: span } : span));
  const length = widthOf(spans);
  let room = length > width ? Math.max(width - 1, 0) : length;
  let rendered = '';
  for (const { text, as } of spans) {
    const shown = text.slice(0, room);
    room -= shown.length;
    if (shown !== '') rendered += as === undefined ? shown : style[as](shown);
  }
  return length > width ? `${rendered}…` : rendered.trimEnd();
}

/** `12345` as `12,345`. Loading Node's own locales for that takes longer than a ring buffer's analysis. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `3 packets`, `1 packet`, `12,345 lines`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

/** Microseconds for a person: `21 µs`, `1.2 ms`, `3.50 s`. */
export function duration(micros: number): string {
  const size = Math.abs(micros);
  if (size < 1000) return `${Math.round(micros)} µs`;
  return size < 1e6 ? `${(micros / 1000).toFixed(1)} ms` : `${(micros / 1e6).toFixed(2)} s`;
}

/** Cuts text at blanks into lines of at most `width` columns; a longer word has a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
