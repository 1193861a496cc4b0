/**
 * Logs are cut at any byte, and begin at any: in the middle of a JSON object, of a record of a journal's export, of a
 * line. Nothing throws, and every line is accounted for. The prefix law (prefix.test.ts) says what else must hold of
 * plain logs.
 *
 * Of each log a share of all bytes is tried, other ones of each; NFPATH_DEEP=1 tries all.
 */
import { expect, test } from 'vitest';
import { accountErrors, analysed } from '../support/analysed.js';
import { RENDERED_LOGS, SAMPLE_LOGS } from './logs.js';

const SHARE = process.env['NFPATH_DEEP'] === '1' ? 1 : 997;

test.each([...RENDERED_LOGS, ...SAMPLE_LOGS])(
  '$name: cut at any byte, every line is counted',
  { timeout: 3_600_000 },
  ({ name, bytes }) => {
    for (let cut = name.length % SHARE; cut <= bytes.length; cut += SHARE) {
      for (const part of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
        const errors = accountErrors(analysed(part));
        if (errors.length > 0) expect({ cut, errors }).toEqual({ cut, errors: [] });
      }
    }
    expect(accountErrors(analysed(bytes))).toEqual([]);
  },
);
