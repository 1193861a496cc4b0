import { columnsOf } from './columns.js';
import type { Line, Span } from './line.js';

/** Cuts text at blanks into lines of at most `width` columns, and a longer word wherever it must be. */
export function foldText(text: string, width: number): string[] {
  return foldLine([text], width).map((line) => line.map((span) => span as string).join(''));
}

/** The same for a line with its spans; `hang` columns are left blank in front of all lines but the first. */
export function foldLine(line: Line, width: number, hang = 0): Line[] {
  const lines: (Span | string)[][] = [[]];
  let column = 0;
  let blanks = '';
  for (const { text, as } of line.map((span) => (typeof span === 'string' ? { text: span } : span))) {
    const put = (piece: string): void => {
      append(lines.at(-1)!, as === undefined ? piece : { text: piece, as });
      column += columnsOf(piece);
    };
    const breakLine = (): void => {
      lines.push(hang === 0 ? [] : [' '.repeat(hang)]);
      column = hang;
      blanks = '';
    };
    for (const word of text.match(/ +|[^ ]+/g) ?? []) {
      if (word.startsWith(' ')) {
        blanks += word;
        continue;
      }
      if (column > hang && column + blanks.length + columnsOf(word) > width) breakLine();
      const [first = '', ...more] = pieces(
        blanks + word,
        Math.max(width - column, 1),
        Math.max(width - hang, 1),
      );
      blanks = '';
      put(first);
      for (const piece of more) {
        breakLine();
        put(piece);
      }
    }
  }
  return lines;
}

/** Adds a span, or puts its text to the last one where that stands out alike. */
function append(line: (Span | string)[], span: Span | string): void {
  const last = line.at(-1);
  if (typeof last === 'string' && typeof span === 'string') line.splice(-1, 1, last + span);
  else if (typeof last === 'object' && typeof span === 'object' && last.as === span.as)
    line.splice(-1, 1, { ...last, text: last.text + span.text });
  else line.push(span);
}

/** A word in pieces of at most `width` columns, but for the first, for which there is other room. */
function pieces(word: string, first: number, width: number): string[] {
  if (columnsOf(word) <= first) return [word];
  const found: string[] = [''];
  for (const character of word) {
    const last = found.length - 1;
    const room = last === 0 ? first : width;
    if (columnsOf(found[last]! + character) > room && found[last] !== '') found.push(character);
    else found[last] += character;
  }
  return found;
}
