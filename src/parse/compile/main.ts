// Build step: compiles the grammars of lines into src/parse/generated/recognisers.js.
import { writeFileSync } from 'node:fs';
import { LAYER, MARK, ORIGIN, TRACE_LINE, type LineGrammar } from '../grammars.js';
import { compile } from './compile.js';
import { checkMessages, LAYERS, MARKS, ORIGINS, TRACE_LINES } from './sink.js';

const recognisers = [
  recogniser('traceLine', TRACE_LINE, TRACE_LINES),
  recogniser('layer', LAYER, LAYERS),
  recogniser('origin', ORIGIN, ORIGINS),
  recogniser('mark', MARK, MARKS),
];
writeFileSync(
  new URL('../generated/recognisers.js', import.meta.url),
  `// Compiled from grammar/*.ne. See src/parse/compile/compile.ts.\n${recognisers.join('')}`,
);

function recogniser(
  name: string,
  { grammar, atoms }: LineGrammar,
  sink: Readonly<Record<string, readonly string[]>>,
): string {
  const { source, messages } = compile(grammar, atoms);
  checkMessages(messages, sink);
  return `export function ${name}(b,d,on,y){\n${source}\n}\n`;
}
