// Build step: compiles the grammars of lines into src/parse/generated/recognisers.js.
import { writeFileSync } from 'node:fs';
import { HEADER, LAYER, MARK, ORIGIN, TRACE_LINE, type LineGrammar } from '../grammars.js';
import type { ByteSet } from './byte-set.js';
import { compile } from './compile.js';
import { beginningsOf, bytesOf, endingsOf, openingsOf } from './edges.js';
import { checkMessages, HEADERS, LAYERS, MARKS, ORIGINS, TRACE_LINES } from './sink.js';

const recognisers = [
  recogniser('traceLine', TRACE_LINE, TRACE_LINES),
  recogniser('layer', LAYER, LAYERS),
  recogniser('origin', ORIGIN, ORIGINS),
  recogniser('mark', MARK, MARKS),
  recogniser('header', HEADER, HEADERS),
];
/** See src/parse/quick-look.ts. */
const edges = {
  markEndings: edge(endingsOf(MARK.grammar, MARK.atoms, 2)),
  droppedOpenings: edge(openingsOf(LAYER.grammar, LAYER.atoms, 'dropped', 4)),
  recordOpenings: edge(openingsOf(LAYER.grammar, LAYER.atoms, 'record', 1)),
  headerOpenings: edge(beginningsOf(HEADER.grammar, HEADER.atoms, 9)),
};
writeFileSync(
  new URL('../generated/recognisers.js', import.meta.url),
  `// Compiled from grammar/*.ne. See src/parse/compile/compile.ts.\n${recognisers.join('')}export const edges=${JSON.stringify(edges)};\n`,
);

function edge(edges: readonly (readonly ByteSet[])[]): number[][][] {
  return edges.map((sets) => sets.map(bytesOf));
}

function recogniser(
  name: string,
  { grammar, atoms }: LineGrammar,
  sink: Readonly<Record<string, readonly string[]>>,
): string {
  const { source, messages } = compile(grammar, atoms);
  checkMessages(messages, sink);
  return `export function ${name}(b,d,on,y){\n${source}\n}\n`;
}
