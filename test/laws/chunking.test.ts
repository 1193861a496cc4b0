/** How a log arrives must not matter: pipes hand out bytes in pieces of any size. */
import { expect, test } from 'vitest';
import { analysed } from '../support/analysed.js';
import { seeded } from '../support/seeded.js';
import { RENDERED_LOGS, SAMPLE_LOGS, SMALL_LOGS } from './logs.js';

const random = seeded(1);
const CHUNKINGS: Record<string, () => number> = {
  'single bytes': () => 1,
  '7 bytes at a time': () => 7,
  '4096 bytes at a time': () => 4096,
  'pieces of random size': () => 1 + random(300),
};

test.each(Object.entries(CHUNKINGS))('%s give the same output as the whole log', (_, chunk) => {
  for (const { bytes } of [...SMALL_LOGS, ...RENDERED_LOGS, ...SAMPLE_LOGS]) {
    expect(analysed(bytes, { chunk }).ndjson).toEqual(analysed(bytes).ndjson);
  }
});
