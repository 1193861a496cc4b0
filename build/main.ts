import fs from 'node:fs';
import { bundle, bundleLate } from './bundle.js';
import { keepBytecode } from './bytecode.js';

const FOLDER = 'dist/cli';

// Bytecode of other sources than those beside it would be run for theirs.
fs.rmSync(FOLDER, { recursive: true, force: true });
await bundle(`${FOLDER}/main.js`);
await bundle(`${FOLDER}/analyze.js`, ['analyze']);
await bundle(`${FOLDER}/help.js`, []);
await bundleLate(FOLDER);
keepBytecode();
