import fs from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { policyJsonSchema } from '../../src/policy/json-schema.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';

const FILE = 'docs/policy.schema.json';
const text = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
if (process.env['UPDATE_SCHEMA'] === '1') fs.writeFileSync(FILE, text);

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: true, strictTypes: false });
const validate = ajv.compile(JSON.parse(text) as object);

test(`${FILE} is in step (else: UPDATE_SCHEMA=1 npx vitest run test/policy/schema.test.ts)`, () => {
  expect(fs.readFileSync(FILE, 'utf8')).toBe(text);
});

test('every key says what it is', () => {
  const silent: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries((node as { properties?: object }).properties ?? {})) {
      if (!('title' in value && 'description' in value) && !/path\.\w+$/.test(`${path}.${key}`))
        silent.push(`${path}.${key}`);
    }
    for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`);
  };
  visit(JSON.parse(text), '');
  expect(silent.filter((path) => !path.includes('anyOf'))).toEqual([]);
});

describe('good policies are valid', () => {
  const good = fs.readdirSync('test/policy/good').filter((name) => name.endsWith('.yaml'));
  test.each(good)('%s', (name) => {
    expect(
      validate(parse(fs.readFileSync(`test/policy/good/${name}`, 'utf8'))) ? [] : validate.errors,
    ).toEqual([]);
  });
});

/** Bad policies that no schema can know: they refer to each other, or YAML itself is to blame. */
const BEYOND_SCHEMAS =
  /duplicate-key|key-no-text|key-missing|key-proto|anchor|alias|merge-key|tag|two-documents|yaml-1|unclosed|bad-escape|control-char|nul|not-utf-8|ipv6-wrong|published-twice|rule-name-lines|rule-names-twice|service-unknown|at-namespace-wrong|at-twice|priority-sum|match-unpublished|path-(other|syntax|ends|without|namespace|escapes|single|folded|plain|never)|bidi-in-name|control-by|long-line|tabs-in-line|services-empty|unquoted|colon-in-text|tab-indent|published-of-another|(?<!icmp-)with-port/;

describe('bad policies are not', () => {
  const bad = fs
    .readdirSync('test/policy/bad')
    .filter((name) => name.endsWith('.yaml') && !BEYOND_SCHEMAS.test(name));
  test.each(bad)('%s', (name) => {
    expect(validate(parse(fs.readFileSync(`test/policy/bad/${name}`, 'utf8'), { logLevel: 'silent' }))).toBe(
      false,
    );
  });
});

/** Values of one key; parser and schema must agree on each. */
const AGREED: Readonly<Record<string, readonly unknown[]>> = {
  at: [
    ['init/FORWARD', 'service/LOCAL_IN'],
    'init/forward',
    'init/Postrouting',
    'init/NF_INET_LOCAL_OUT',
    'init/nf_ip6_forward',
    ' init / INPUT ',
    'init/NF_INET_INPUT',
    'init',
    'init/',
    'init/X',
    '*/FORWARD',
    [],
    7,
    null,
    ['init/FORWARD', 3],
  ],
  priority: [
    0,
    -2147483648,
    2147483647,
    2147483648,
    -2147483649,
    1.5,
    'first',
    'NF_IP_PRI_FIRST',
    'nf_ip_pri_raw',
    'dstnat',
    'SRCNAT',
    'filter + 10',
    'filter-5',
    'filter +',
    'filter + x',
    '-300',
    '+5',
    '',
    'NF_IP_PRI_',
    'NF_IP_PRI_DSTNAT',
    ' raw ',
    null,
    true,
  ],
  match: ['address', 'published', 'Address', '', null, 1],
  directions: ['original', 'reply', ['reply', 'original'], ['reply', 'reply'], [], 'both', null],
  from: ['host', ['host', 'external', 'container'], ['host', 'host'], [], 'init', null],
  devices: ['in', 'out', ['in', 'out'], ['in', 'in'], [], 'dev', null],
  name: ['a', 'a b', 'Wächter', ' a', 'a ', '', ' ', 'x'.repeat(200), 'x'.repeat(201), 5, null],
  path: [
    'init/*',
    { original: 'init/*' },
    { original: 'init/*', reply: '*/*' },
    {},
    { other: 'init/*' },
    [],
    5,
    null,
    `!dnat${' '.repeat(4092)}`,
  ],
};

const ENDPOINTS = [
  '172.17.0.2:8080',
  '0.0.0.0:1',
  '255.255.255.255:65535',
  '1.2.3.4:65536',
  '1.2.3.4:0',
  '1.2.3.4:01',
  '01.2.3.4:1',
  '1.2.3:1',
  '256.1.1.1:1',
  '1.2.3.4',
  '[fd00::2]:80',
  '[::]:80',
  '[::ffff:1.2.3.4]:80',
  '[1.2.3.4]:80',
  'fd00::2:80',
  '[fd00::2]',
  'a:80',
  '',
  1,
  null,
];

const POINTERS = [
  'ffff9710acf80000',
  '0xffff9710acf80000',
  'FFFF',
  'f',
  '0',
  '0000000000000000',
  '0x',
  'ffff9710acf800001',
  'xyz',
  '',
  null,
  5,
];
const NAMES = [
  'web',
  'web-pod',
  '_x',
  'a.b',
  '1a',
  'x'.repeat(63),
  'x'.repeat(64),
  '-a',
  '.a',
  'a b',
  'a/b',
  'ä',
  '',
];

describe('parser and schema agree on', () => {
  const rule = { name: 'guard', protects: 'web', at: 'init/FORWARD' };
  const policy = {
    version: 1,
    services: { web: { address: '1.2.3.4:80', published: '1.2.3.5:80' } },
    rules: [rule],
  };
  const variants = [
    ...Object.entries(AGREED).flatMap(([key, values]) =>
      values.map((value) => ({ ...policy, rules: [{ ...rule, [key]: value }] })),
    ),
    ...ENDPOINTS.flatMap((end) => [
      { ...policy, services: { web: { address: end } } },
      { ...policy, services: { web: { address: '1.2.3.4:80', published: [end] } } },
    ]),
    ...POINTERS.map((pointer) => ({ ...policy, namespaces: { pod: { pointer } } })),
    ...NAMES.map((name) => ({ ...policy, namespaces: { [name]: { address: '1.2.3.4' } } })),
    ...NAMES.map((name) => ({
      ...policy,
      services: { [name]: { address: '1.2.3.4:80' } },
      rules: [{ ...rule, protects: name }],
    })),
    ...['init', 'service'].map((name) => ({ ...policy, namespaces: { [name]: { address: '1.2.3.4' } } })),
    ...Object.keys(policy).map((key) => ({ ...policy, [key]: undefined })),
    ...Object.keys(rule).map((key) => ({ ...policy, rules: [{ ...rule, [key]: undefined }] })),
    { ...policy, more: 1 },
  ].map((data) => JSON.stringify(data));
  test.each(variants)('%s', (json) => {
    let isAccepted = true;
    try {
      parsePolicy(json, 'guard.yaml');
    } catch {
      isAccepted = false;
    }
    expect(validate(JSON.parse(json))).toBe(isAccepted);
  });
});
