import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scoreCapture, type Score } from './support/truth.js';

/**
 * Captures with the truth of every entry and packet, scored. The bounds are what nfpath promises, per cent of
 * all entries or packets; see fixtures/truth/README.md for how torn each capture is.
 */
const FOLDER = 'fixtures/truth';
const TWO_CPUS = { silent: 0, wrong: 0.1, ambiguous: 1, exact: 99.5 };
const EIGHT_CPUS = { silent: 0.1, wrong: 0.3, ambiguous: 1, exact: 98.5 };
/** Nearly every second record torn: beyond what is promised, kept to see it grow worse. */
const TORN_APART = { silent: 0.1, wrong: 1.5, ambiguous: 8, exact: 98.5 };

const BOUNDS: Readonly<Record<string, typeof TWO_CPUS>> = {
  'linux-5.10-container-to-container-mixed-load': TWO_CPUS,
  'linux-6.1-container-to-container-mixed-load': TWO_CPUS,
  'linux-6.1-overlay-service-vip': TWO_CPUS,
  'linux-6.1-reply-large-brnf1': TWO_CPUS,
  'linux-6.12-2cpu-brnf1': TWO_CPUS,
  'linux-6.1-8cpu-brnf0': EIGHT_CPUS,
  'linux-6.1-8cpu-brnf0-rps': EIGHT_CPUS,
  'linux-6.1-8cpu-brnf1-loss': EIGHT_CPUS,
  'linux-6.12-8cpu-brnf1': EIGHT_CPUS,
  'linux-6.1-8cpu-brnf1-heavy': TORN_APART,
};

describe('against the truth', () => {
  const captures = fs
    .readdirSync(FOLDER)
    .filter((name) => fs.statSync(path.join(FOLDER, name)).isDirectory());
  const scores = new Map<string, Score>();

  test('every capture has its bounds', () => {
    expect(captures.sort()).toEqual(Object.keys(BOUNDS).sort());
  });

  test.each(captures)('%s', (capture) => {
    const score = scoreCapture(path.join(FOLDER, capture));
    scores.set(capture, score);
    const bounds = BOUNDS[capture]!;
    expect(percent(score.silent, score.entries)).toBeLessThanOrEqual(bounds.silent);
    expect(percent(score.wrong + score.missing, score.entries)).toBeLessThanOrEqual(bounds.wrong);
    expect(percent(score.ambiguous, score.entries)).toBeLessThanOrEqual(bounds.ambiguous);
    expect(percent(score.exact, score.packets)).toBeGreaterThanOrEqual(bounds.exact);
  });

  afterAll(() => console.log(scoreTable(scores)));
});

function percent(part: number, whole: number): number {
  return (100 * part) / whole;
}

function scoreTable(scores: ReadonlyMap<string, Score>): string {
  const rows = [...scores].map(([capture, s]) => [
    capture.padEnd(46),
    ...[s.entries, s.missing, s.wrong, s.silent, s.ambiguous, s.packets, s.exact].map((n) =>
      String(n).padStart(9),
    ),
  ]);
  const head = [
    'capture'.padEnd(46),
    ...['entries', 'missing', 'wrong', 'silent', 'ambiguous', 'packets', 'exact'].map((h) => h.padStart(9)),
  ];
  return [head, ...rows].map((row) => row.join(' ')).join('\n');
}
