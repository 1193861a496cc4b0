import fs from 'node:fs';
import path from 'node:path';
import { DIALECTS, recordsOf } from '../support/dialects.js';

const FOLDER = new URL('./logs/', import.meta.url);

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Small logs of real kernels, 3.10 and 6.1, and both formats. */
export const SMALL_LOGS: readonly NamedBytes[] = fs.readdirSync(FOLDER).map((name) => ({
  name,
  bytes: fs.readFileSync(new URL(name, FOLDER)),
}));

const ARTICLE = fs.readFileSync('fixtures/external-to-container/el7-3.10.log', 'latin1');

/** The article's capture in every dialect. */
export const RENDERED_LOGS: readonly NamedBytes[] = DIALECTS.map(({ name, render }) => ({
  name,
  bytes: Buffer.from(render(recordsOf(ARTICLE)), 'latin1'),
}));

/** Real logs of every dialect. */
export const SAMPLE_LOGS: readonly NamedBytes[] = fs
  .readdirSync('fixtures/dialects')
  .filter((name) => /\.(txt|bin)$/.test(name))
  .map((name) => ({ name, bytes: fs.readFileSync(path.join('fixtures/dialects', name)) }));
