/**
 * The prefix law: what is decided is decided for good, so a log that was cut short tells the same as the
 * whole one as far as it goes. People cut logs everywhere: full disks, `head -c`, a ring buffer.
 *
 * Of small logs every third byte is tried, of others every thirty-first and of larger ones fewer, which is still
 * each column of some line; NFPATH_DEEP=1 tries all.
 */
import fs from 'node:fs';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.js';
import { bareRun, ledgerErrors } from '../support/analysed.js';
import { SMALL_LOGS } from './logs.js';

const NEWLINE = 10;
const DEEP = process.env['NFPATH_DEEP'] === '1';

/** Real, and with nearly every record torn. */
const TORN_LOG = {
  name: 'two-cpus-6.12.log',
  bytes: fs.readFileSync(new URL('../assemble/two-cpus-6.12.log', import.meta.url)),
};

test.each([...SMALL_LOGS, TORN_LOG])(
  '$name: cut at any byte, it has the entries before the cut',
  { timeout: 60_000 },
  ({ bytes }) => {
    const whole = bareRun(bytes).entries;
    const ends = lineEnds(bytes);
    let before = 0;
    const step = DEEP ? 1 : bytes.length <= 5000 ? 3 : bytes.length <= 25_000 ? 31 : 127;
    for (let cut = bytes.length % step; cut <= bytes.length; cut += step) {
      while (before < whole.length && ends[whole[before]!.line - 1]! <= cut) before++;
      const { entries, ledger } = bareRun(bytes.subarray(0, cut));
      const difference = firstDifference(entries, whole.slice(0, before));
      if (difference === undefined && ledgerErrors(ledger).length === 0) continue;
      expect({ cut, difference, errors: ledgerErrors(ledger) }).toEqual({ cut, errors: [] });
    }
    expect(before).toBe(whole.length);
  },
);

/** Index of the "\n" of each line. */
function lineEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) ends.push(at);
  return ends;
}

/** Both runs read the same bytes from the start, so equal texts have equal symbols in both. */
function firstDifference(found: readonly Entry[], wanted: readonly Entry[]): unknown {
  for (let i = 0; i < Math.max(found.length, wanted.length); i++) {
    const [a, b] = [found[i], wanted[i]];
    if (a === undefined || b === undefined || !isSame(a, b)) return { found: a, wanted: b };
  }
  return undefined;
}

function isSame(a: Entry, b: Entry): boolean {
  return (Object.keys(b) as (keyof Entry)[]).every((key) => a[key] === b[key]);
}
