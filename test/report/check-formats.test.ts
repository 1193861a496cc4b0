import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkGithub } from '../../src/report/check/check-github.js';
import { checkJunit } from '../../src/report/check/check-junit.js';
import type { CheckReport } from '../../src/report/check/check-report.js';
import { checkSarif } from '../../src/report/check/check-sarif.js';
import { checkTap } from '../../src/report/check/check-tap.js';
import { CASES, caseOf } from './check-cases.js';

const FORMATS: readonly (readonly [string, (report: CheckReport) => string])[] = [
  ['github.txt', checkGithub],
  ['junit.xml', checkJunit],
  ['sarif.json', checkSarif],
  ['tap', checkTap],
];

describe.each(FORMATS)('%s', (extension, format) => {
  test.each(['violated', 'inconclusive'])('%s: as it was read and found right', async (name) => {
    const golden = path.resolve('test/report/goldens', `${name}.${extension}`);
    await expect(format(caseOf(name))).toMatchFileSnapshot(golden);
  });

  test.each(CASES)('$name: no character that is not to be seen', ({ report }) => {
    expect(format(report)).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
    expect(format(report).endsWith('\n')).toBe(true);
  });
});
