import type { Scalar } from 'yaml';

/**
 * Where the character `at` (from 0, in UTF-16 units) of a scalar's value stands in the text. YAML folds and indents
 * blanks only, so the n-th character that is not blank is the n-th one in the text, too, escapes counting as
 * the one that they stand for. A blank is where the character before it ends.
 */
export function offsetInScalar({ type, value, range }: Scalar, text: string, at: number): number {
  const [start, end] = range ?? [0, 0];
  const wanted = visible(String(value).slice(0, at));
  const pieces = piecesOf(type, text.slice(start, end));
  const isBlank = !/\S/.test(String(value).slice(at, at + 1));
  let found = 0;
  for (const { index, length, isVisible } of pieces) {
    if (!isVisible) continue;
    found++;
    if (!isBlank && found > wanted) return start + index;
    if (isBlank && found === wanted) return start + index + length;
  }
  return wanted === 0 ? start : end;
}

/** How many characters of a text are not blank. */
function visible(text: string): number {
  return text.match(/\S/gu)?.length ?? 0;
}

interface Piece {
  readonly index: number;
  readonly length: number;
  readonly isVisible: boolean;
}

/** The characters of a scalar's source, each with its escape. */
function piecesOf(type: Scalar['type'], source: string): Piece[] {
  switch (type) {
    case 'QUOTE_DOUBLE':
      return pieces(source, 1, /\\(?:x.{2}|u.{4}|U.{8}|[^])|[^]/gu).slice(0, -1);
    case 'QUOTE_SINGLE':
      return pieces(source, 1, /''|[^]/gu).slice(0, -1);
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      // Its header has a line of its own.
      return pieces(source, source.indexOf('\n') + 1, /[^]/gu);
    default:
      return pieces(source, 0, /[^]/gu);
  }
}

function pieces(source: string, from: number, each: RegExp): Piece[] {
  return [...source.slice(from).matchAll(each)].map(({ 0: piece, index }) => ({
    index: from + index,
    length: piece.length,
    isVisible: isVisible(piece),
  }));
}

/** Escapes that stand for blanks, and the one that joins lines. */
const BLANK_ESCAPE = /^\\[\sntrvf_LP]$/;

function isVisible(piece: string): boolean {
  if (piece.length === 1 || piece[0] !== '\\') return /\S/u.test(piece);
  const code = /^\\[xuU]([0-9a-fA-F]+)$/.exec(piece)?.[1];
  return code === undefined
    ? !BLANK_ESCAPE.test(piece)
    : /\S/u.test(String.fromCodePoint(parseInt(code, 16)));
}
