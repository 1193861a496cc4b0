import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../src/policy/parse-policy.js';

const FOLDER = 'test/policy/good';
const files = fs.readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

/** The goldens are written anew by `npx vitest -u`. */
describe('good policies', () => {
  test.each(files)('%s', async (name) => {
    const policy = parsePolicy(fs.readFileSync(`${FOLDER}/${name}`, 'utf8'), name);
    await expect(`${JSON.stringify(policy, null, 2)}\n`).toMatchFileSnapshot(
      `good/${name.replace('.yaml', '.json')}`,
    );
  });

  test.each(files)('%s with CRLF and BOM is the same', (name) => {
    const text = fs.readFileSync(`${FOLDER}/${name}`, 'utf8');
    const [plain, other] = [text, `\ufeff${text.replaceAll('\n', '\r\n')}`].map((one) =>
      parsePolicy(one, name),
    );
    expect(other).toEqual(plain);
  });
});
