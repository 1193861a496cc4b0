import fs from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { nfpath } from './support/nfpath.js';

/** docs/nfpath.schema.json is the output contract: what programs may rely on. */
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync('docs/nfpath.schema.json', 'utf8')) as object,
);

function problems(ndjson: string): unknown[] {
  return ndjson
    .trim()
    .split('\n')
    .flatMap((line, i) => (validate(JSON.parse(line)) ? [] : [{ line: i + 1, errors: validate.errors }]));
}

const goldens = fs
  .readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ndjson'));

describe('the JSON schema', () => {
  test.each(goldens)('holds for fixtures/%s', (golden) => {
    expect(problems(fs.readFileSync(path.join('fixtures', golden), 'utf8'))).toEqual([]);
  });

  test('holds for several inputs, filters, damaged logs and flows with aliases', () => {
    const log = 'fixtures/external-to-container/el7-3.10.log';
    expect(problems(nfpath(['analyze', '--format', 'json', log, log, '--fate', 'sent']).stdout)).toEqual([]);
    const lines = fs.readFileSync(log, 'utf8').split('\n');
    // The tail of one packet first, then a whole one: two flows that turn out to be one.
    const joined = [...lines.slice(12, 20), ...lines.slice(0, 40)].join('\n');
    const { stdout } = nfpath(
      ['analyze', '--format', 'json'],
      joined.replaceAll('\n[3598646', '\n<6>[3598646'),
    );
    expect(problems(stdout)).toEqual([]);
  });

  test('refuses what is not in the contract', () => {
    const packet = fs.readFileSync('fixtures/external-to-container/el7-3.10.ndjson', 'utf8').split('\n')[0]!;
    expect(problems(packet)).toEqual([]);
    expect(problems(packet.replace('"fate":"delivered"', '"fate":"lost"'))).toHaveLength(1);
    expect(problems(packet.replace('"type":"packet"', '"type":"packet","more":1'))).toHaveLength(1);
    expect(problems(packet.replace('"time":"3598646.157934"', '"time":3598646.157934'))).toHaveLength(1);
  });
});
