import { HEADER, LAYER, MARK, ORIGIN, type LineGrammar } from '../grammars.js';
import type { ByteSet } from './byte-set.js';
import { compile, type Compiled } from './compile.js';
import { beginningsOf, endingsOf, openingsOf } from './edges.js';

/** The first bytes by which every line of a header is told. */
export function headerOpenings(): readonly (readonly ByteSet[])[] {
  return beginningsOf(HEADER.grammar, HEADER.atoms, 9);
}

/**
 * Compiles all grammars of lines into one module; `traceLine` is that of trace lines, which differs with their tag, and
 * `mark` that in its brackets, as latin1.
 */
export function recognisersOf(traceLine: LineGrammar, mark: string): Compiled {
  const among = {
    mark,
    markEndings: endingsOf(MARK.grammar, MARK.atoms, 2),
    droppedOpening: openingsOf(LAYER.grammar, LAYER.atoms, 'dropped', 4)[0]!,
    openings: [
      ...openingsOf(LAYER.grammar, LAYER.atoms, 'record', 1),
      ...beginningsOf(HEADER.grammar, HEADER.atoms, 1),
    ],
  };
  return compile([
    { name: 'traceLine', ...traceLine, texts: 'symbols', among },
    { name: 'layer', ...LAYER, texts: 'spans' },
    { name: 'origin', ...ORIGIN, texts: 'spans' },
    { name: 'mark', ...MARK, texts: 'spans' },
    { name: 'header', ...HEADER, texts: 'symbols' },
  ]);
}
