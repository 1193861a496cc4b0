import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scoreCapture, type Score } from './support/truth.js';

/**
 * Captures with the truth of every entry and packet, scored. The bounds are what nfpath promises, per cent of
 * all entries or packets; see fixtures/truth/README.md for how torn each capture is.
 */
const FOLDER = 'fixtures/truth';
const TORN = { silent: 0, wrong: 0, ambiguous: 1, exact: 100 };
/** Each entry is one line, so nothing can be torn, and nothing is to be in doubt. */
const WHOLE = { silent: 0, wrong: 0, ambiguous: 0, exact: 100 };
/** Nearly every second record torn: beyond what is promised, kept to see it grow worse. */
const TORN_APART = { silent: 0, wrong: 0.1, ambiguous: 1, exact: 99.5 };

const BOUNDS: Readonly<Record<string, typeof TORN>> = {
  'linux-5.10-container-to-container-mixed-load': TORN,
  'linux-6.1-container-to-container-mixed-load': TORN,
  'linux-6.1-overlay-service-vip': TORN,
  'linux-6.1-reply-large-brnf1': TORN,
  'linux-6.12-2cpu-brnf1': TORN,
  'linux-6.1-8cpu-brnf0': TORN,
  'linux-6.1-8cpu-brnf0-rps': TORN,
  'linux-6.1-8cpu-brnf1-loss': TORN,
  'linux-6.12-8cpu-brnf1': TORN,
  'linux-6.1-8cpu-brnf1-heavy': TORN_APART,
  'linux-7.2-load-8-cpus': TORN,
  'linux-7.2-load-8-cpus.format2': WHOLE,
  'linux-7.2-load-8-cpus.format2-alone': WHOLE,
  'linux-6.12-load-2-cpus.format2-alone': WHOLE,
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

  test.each(['linux-6.1-8cpu-brnf1-heavy', 'linux-6.12-8cpu-brnf1'])(
    '%s: with callers every entry is certain and right',
    (capture) => {
      const score = scoreCapture(path.join(FOLDER, capture), { callers: true });
      const { wrong, missing, silent, ambiguous } = score;
      expect({ wrong, missing, silent, ambiguous }).toEqual({
        wrong: 0,
        missing: 0,
        silent: 0,
        ambiguous: 0,
      });
      expect(score.exact).toBe(score.packets);
    },
  );

  /** A lost line takes its own record with it, and no other. */
  test('linux-6.1-8cpu-brnf1-heavy: with callers, one line in 100 lost', () => {
    const score = scoreCapture(path.join(FOLDER, 'linux-6.1-8cpu-brnf1-heavy'), { callers: true, lost: 100 });
    expect({ wrong: score.wrong, silent: score.silent }).toEqual({ wrong: 0, silent: 0 });
    expect(percent(score.missing, score.entries)).toBeLessThanOrEqual(4.2);
  });

  /** Lost lines take entries with them, and what is left must not be put together wrongly without saying so. */
  test.each([
    ['linux-6.12-2cpu-brnf1', 1000],
    ['linux-6.12-2cpu-brnf1', 100],
    ['linux-6.1-8cpu-brnf0', 1000],
    ['linux-6.1-8cpu-brnf0', 100],
  ])('%s, one line in %d lost', (capture, oneIn) => {
    const score = scoreCapture(path.join(FOLDER, capture), { lost: oneIn });
    scores.set(`${capture}, 1 in ${oneIn} lost`, score);
    expect(percent(score.silent, score.entries)).toBeLessThanOrEqual(0.1);
    expect(percent(score.wrong, score.entries)).toBeLessThanOrEqual(100 / oneIn);
    expect(percent(score.missing, score.entries)).toBeLessThanOrEqual(400 / oneIn);
    expect(percent(score.ambiguous, score.entries)).toBeLessThanOrEqual(0.5 + 250 / oneIn);
  });

  afterAll(() => console.log(scoreTable(scores)));
});

function percent(part: number, whole: number): number {
  return (100 * part) / whole;
}

function scoreTable(scores: ReadonlyMap<string, Score>): string {
  const rows = [...scores].map(([capture, s]) => [
    capture.padEnd(48),
    ...[s.entries, s.missing, s.wrong, s.silent, s.ambiguous, s.packets, s.exact].map((n) =>
      String(n).padStart(9),
    ),
  ]);
  const head = [
    'capture'.padEnd(48),
    ...['entries', 'missing', 'wrong', 'silent', 'ambiguous', 'packets', 'exact'].map((h) => h.padStart(9)),
  ];
  return [head, ...rows].map((row) => row.join(' ')).join('\n');
}
