// Build step: compiles the grammars of lines into src/parse/generated/recognisers.js.
import { writeFileSync } from 'node:fs';
import { HEADER, LAYER, MARK, TRACE_LINE } from '../grammars.js';
import type { ByteSet } from './byte-set.js';
import { beginningsOf, bytesOf, endingsOf, openingsOf } from './edges.js';
import { recognisersOf } from './recognisers.js';
import { checkMessages, HEADERS, LAYERS, MARKS, ORIGINS, TRACE_LINES } from './sink.js';
import { symbolModule } from './symbol-code.js';

const SINKS = { traceLine: TRACE_LINES, layer: LAYERS, origin: ORIGINS, mark: MARKS, header: HEADERS };

const { module, readers, messages } = recognisersOf(TRACE_LINE);
for (const [name, sink] of Object.entries(SINKS)) checkMessages(messages.get(name)!, sink);
/** See src/parse/quick-look.ts. */
const edges = {
  markEndings: edge(endingsOf(MARK.grammar, MARK.atoms, 2)),
  droppedOpenings: edge(openingsOf(LAYER.grammar, LAYER.atoms, 'dropped', 4)),
  recordOpenings: edge(openingsOf(LAYER.grammar, LAYER.atoms, 'record', 1)),
  headerOpenings: edge(beginningsOf(HEADER.grammar, HEADER.atoms, 9)),
};
const source = [
  '// Compiled from grammar/*.ne. See src/parse/compile/compile.ts.',
  ...Array.from(readers, ([name, reader]) => `export const ${name}=${reader};`),
  `export const recognisers='${base64(module)}';`,
  `export const symbolTable='${base64(symbolModule())}';`,
  `export const edges=${JSON.stringify(edges)};`,
];
writeFileSync(new URL('../generated/recognisers.js', import.meta.url), `${source.join('\n')}\n`);

function edge(edges: readonly (readonly ByteSet[])[]): number[][][] {
  return edges.map((sets) => sets.map(bytesOf));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
