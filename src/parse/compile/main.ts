// Build step: compiles the grammar into src/parse/generated/recogniser.js.
import { writeFileSync } from 'node:fs';
import { ATOMS, GRAMMAR } from '../nftrace-grammar.js';
import { compile } from './compile.js';
import { checkMessages } from './sink.js';

const { source, messages } = compile(GRAMMAR, ATOMS);
checkMessages(messages);
const module = `// Compiled from grammar/nftrace.ne. See src/parse/compile/compile.ts.\nexport function bind(b,d,on,y){\n${source}\n}\n`;
writeFileSync(new URL('../generated/recogniser.js', import.meta.url), module);
