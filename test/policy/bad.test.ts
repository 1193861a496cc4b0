import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BadFile } from '../../src/yaml/bad-file.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';

const FOLDER = 'test/policy/bad';

/** The whole message; `npx vitest -u` writes the goldens anew. */
function refusal(text: string, file = 'guard.yaml'): BadFile {
  try {
    parsePolicy(text, file);
  } catch (error) {
    if (error instanceof BadFile) return error;
    throw error;
  }
  throw new Error('the policy was accepted');
}

const files = fs.readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

describe('a bad policy is refused, with place and reason', () => {
  test.each(files)('%s', async (name) => {
    const { message, problems } = refusal(fs.readFileSync(`${FOLDER}/${name}`, 'utf8'));
    await expect(`${message}\n`).toMatchFileSnapshot(`bad/${name.replace('.yaml', '.txt')}`);
    expect(problems.length).toBeGreaterThan(0);
    expect(message).not.toMatch(/[^\P{C}\n]/u);
  });
});

test('a file of 300 KiB is refused before it is read', () => {
  const { message } = refusal(`version: 1\n${`# ${'é'.repeat(100)}\n`.repeat(1510)}`);
  expect(message.split('\n')[0]).toBe('guard.yaml:1:1: the file has 300 KiB; a policy has 256 KiB at most');
});

test('a large file of open brackets or dashes does not take Node down', () => {
  const full = ['[', '- ', '{a: '].map((piece) => ({ piece, size: 262_144 }));
  const quarter = ['? ', '[]: ', '!a ', '&a ', '"', ':\n'].map((piece) => ({ piece, size: 65_536 }));
  for (const { piece, size } of [...full, ...quarter]) {
    const text = piece.repeat(Math.floor(size / piece.length));
    expect(refusal(text).problems).not.toEqual([]);
  }
});

test('the name of the file is escaped, too', () => {
  expect(refusal('x', 'a\x1b[31m\u202e.yaml').message).toMatch(/^a\\x1b\[31m\\u\{202e\}\.yaml:1:1: /);
});

test('a policy that was decoded from other bytes than UTF-8 is refused where they were', () => {
  const text = Buffer.from([...Buffer.from('version: 1 # W'), 0xe4, 0x63]).toString('utf8');
  expect(refusal(text).problems).toMatchObject([{ line: 1, column: 15 }]);
});
