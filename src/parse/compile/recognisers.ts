import { HEADER, LAYER, MARK, ORIGIN, type LineGrammar } from '../grammars.js';
import { compile, type Compiled } from './compile.js';

/** Compiles all grammars of lines into one module; `traceLine` is that of trace lines, which differs with their tag. */
export function recognisersOf(traceLine: LineGrammar): Compiled {
  return compile([
    { name: 'traceLine', ...traceLine, texts: 'symbols' },
    { name: 'layer', ...LAYER, texts: 'spans' },
    { name: 'origin', ...ORIGIN, texts: 'spans' },
    { name: 'mark', ...MARK, texts: 'spans' },
    { name: 'header', ...HEADER, texts: 'symbols' },
  ]);
}
