// Build step: compiles the grammars of lines into src/parse/generated/recognisers.js.
import { writeFileSync } from 'node:fs';
import { DEFAULT_TAG } from '../default-tag.js';
import { TRACE_LINE } from '../grammars.js';
import { bytesOf } from './edges.js';
import { headerOpenings, recognisersOf } from './recognisers.js';
import { checkMessages, HEADERS, LAYERS, MARKS, ORIGINS, TRACE_LINES } from './sink.js';
import { symbolModule } from './symbol-code.js';

const SINKS = { traceLine: TRACE_LINES, layer: LAYERS, origin: ORIGINS, mark: MARKS, header: HEADERS };

const { module, readers, messages } = recognisersOf(TRACE_LINE, `[${DEFAULT_TAG}]`);
for (const [name, sink] of Object.entries(SINKS)) checkMessages(messages.get(name)!, sink);
const openings = headerOpenings().map((sets) => sets.map(bytesOf));
const source = [
  '// Compiled from grammar/*.ne. See src/parse/compile/compile.ts.',
  ...Array.from(readers, ([name, reader]) => `export const ${name}=${reader};`),
  `export const recognisers='${base64(module)}';`,
  `export const symbolTable='${base64(symbolModule())}';`,
  `export const headerOpenings=${JSON.stringify(openings)};`,
];
writeFileSync(new URL('../generated/recognisers.js', import.meta.url), `${source.join('\n')}\n`);

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
