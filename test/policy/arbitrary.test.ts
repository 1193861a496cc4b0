import fs from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadFile } from '../../src/yaml/bad-file.js';
import { BadPath } from '../../src/policy/bad-path.js';
import { parsePath } from '../../src/policy/path-expression.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';

const GOOD = ['design', 'least', 'liberal'].map((name) =>
  fs.readFileSync(`test/policy/good/${name}.yaml`, 'utf8'),
);

/** Accepted, or refused at places of the text with a message that a terminal may have. */
function isHandled(text: string): void {
  try {
    parsePolicy(text, 'guard.yaml');
  } catch (error) {
    if (!(error instanceof BadFile)) throw error;
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    for (const { line, column } of error.problems) {
      const length = lines[line - 1]?.length ?? -1;
      expect(column).toBeGreaterThan(0);
      expect(column, error.message).toBeLessThanOrEqual(length + 1);
    }
    expect(error.message).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  }
}

/** A third of them by default; all where NFPATH_DEEP=1. */
const runs = (count: number): number => (process.env['NFPATH_DEEP'] === '1' ? count : Math.ceil(count / 3));

test('any text is a policy or a BadFile', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), isHandled),
    { numRuns: runs(500) },
  );
});

/** Pieces that mean something to YAML or to policies. */
const PIECE = fc.oneof(
  fc.constantFrom(
    '\n',
    '\r\n',
    '  ',
    '\t',
    ': ',
    '- ',
    '? ',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '#',
    ' #',
    '&a ',
    '*a',
    '!t ',
    '|',
    '>',
    '>>',
    '^',
    '<<: ',
    '%',

    '---\n',
    '...\n',
    '\\x1b',
    '\u202e',
    '\0',
    '~',
    '0x10',
    '1e99',
    '.nan',
    '[fd00::2]:1',
    'init/FORWARD',
    'original',
    'path',
    'null',
    '__proto__',
    'constructor',
  ),
  fc.string({ maxLength: 3 }),
);

test('a policy with pieces put in or taken out is a policy or a BadFile', () => {
  const edit = fc.record({ at: fc.nat(), cut: fc.nat({ max: 6 }), piece: PIECE });
  fc.assert(
    fc.property(fc.constantFrom(...GOOD), fc.array(edit, { minLength: 1, maxLength: 4 }), (good, edits) => {
      let text = good;
      for (const { at, cut, piece } of edits) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + piece + text.slice(place + cut);
      }
      isHandled(text);
    }),
    { numRuns: runs(1500) },
  );
});

const TOKENS = [
  '^',
  '>',
  '>>',
  '!',
  ' ',
  '\n',
  '*',
  '/',
  '[',
  ']',
  ',',
  '=',
  '"',
  "'",
  'in',
  'out',
  'dev',
  'init',
  'pod',
  'dnat',
  'snat',
  'FORWARD',
  'a',
];
const WHOLE = [
  'init/FORWARD',
  '*/*',
  '!init/INPUT',
  'dnat',
  'snat',
  '!dnat',
  '>',
  '>>',
  '^',
  '*/FORWARD[in=a]',
];

test('any text is a path in one way, or a BadPath at one of its characters', () => {
  const words = fc.oneof(
    fc.array(fc.constantFrom(...TOKENS), { maxLength: 12 }).map((tokens) => tokens.join('')),
    fc.array(fc.constantFrom(...WHOLE), { maxLength: 9 }).map((tokens) => tokens.join(' ')),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(words, (text) => {
      try {
        parsePath(text, ['init', 'pod']);
      } catch (error) {
        if (!(error instanceof BadPath)) throw error;
        expect(error.at).toBeGreaterThanOrEqual(0);
        expect(error.at).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: runs(4000) },
  );
});
