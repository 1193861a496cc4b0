import fs from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FIRST, LAST } from '../../src/model/priority.js';
import { BadPolicy } from '../../src/policy/bad-policy.js';
import { parseEndpoint } from '../../src/policy/endpoint.js';
import { parseHook } from '../../src/policy/hook-word.js';
import { policyJsonSchema } from '../../src/policy/json-schema.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import { parsePriority } from '../../src/policy/priority-word.js';

/** The policy of the reference, with every key. */
const WHOLE = /```yaml\n([^]*?)```/.exec(fs.readFileSync('docs/policy.md', 'utf8'))![1]!;

test('the policy of the reference is read as it is meant', () => {
  const { services, namespaces, rules } = parsePolicy(WHOLE, 'guard.yaml');
  const web = {
    name: 'web',
    address: { address: '172.17.0.2', port: 8080 },
    published: [{ address: '10.10.10.2', port: 8081 }],
  };
  expect(services).toEqual([web]);
  expect(namespaces).toEqual([
    { name: 'proxy', pointerOrAddress: '172.17.0.9' },
    { name: 'build', pointerOrAddress: 'ffff9710acf85200' },
  ]);
  expect(rules).toMatchObject([
    {
      name: 'host guard',
      protects: web,
      at: [
        { namespace: 'init', hook: 1 },
        { namespace: 'init', hook: 4 },
      ],
      priority: FIRST,
      match: 'address',
      directions: ['original', 'reply'],
      from: ['external', 'host', 'container'],
      devices: ['in', 'out'],
    },
  ]);
  const lines = WHOLE.split('\n');
  const { line, column } = rules[0]!.position;
  expect(lines[line - 1]!.slice(column - 1)).toBe('name: host guard');
});

test('what a rule leaves out has its default, and a single item will do for a list', () => {
  const { rules } = parsePolicy(
    `version: 1
services: { web: { address: '[FD00:0::2]:8080', published: 10.10.10.2:8081 } }
rules: [{ name: r, protects: web, at: service/input, path: { reply: 'service/LOCAL_OUT' } }]
`,
    'guard.yaml',
  );
  expect(rules).toMatchObject([
    {
      protects: { address: { address: 'fd00::2', port: 8080 }, published: [{ port: 8081 }] },
      at: [{ namespace: 'service', hook: 1 }],
      priority: FIRST,
      match: 'address',
      directions: ['original', 'reply'],
      from: null,
      devices: [],
      path: { reply: { text: 'service/LOCAL_OUT' } },
    },
  ]);
});

describe('words', () => {
  test.each([
    ['PRE_ROUTING', 0],
    ['prerouting', 0],
    ['PREROUTING', 0],
    ['NF_INET_PRE_ROUTING', 0],
    ['nf_ip_local_in', 1],
    ['input', 1],
    ['INPUT', 1],
    ['Forward', 2],
    ['output', 3],
    ['LOCAL_OUT', 3],
    ['postrouting', 4],
  ])('the hook %s', (word, hook) => expect(parseHook(word)).toEqual({ value: hook }));

  test.each([
    ['NF_IP_PRI_FIRST', FIRST],
    ['FIRST', FIRST],
    ['first', FIRST],
    ['nf_ip_pri_last', LAST],
    ['NAT_DST', -100],
    ['dstnat', -100],
    ['filter + 10', 10],
    ['srcnat-1', 99],
    ['-300', -300],
    ['0', 0],
  ])('the priority %s', (word, priority) => expect(parsePriority(word)).toEqual({ value: priority }));

  test.each(['', 'FIRTS', 'filter +', '2147483648', '-2147483649', '1e3', '0x10', 'last + 1'])(
    'no priority: %j',
    (word) => expect(parsePriority(word)).toHaveProperty('problem'),
  );

  test.each([
    ['172.17.0.2:8080', '172.17.0.2', 8080],
    ['[fd00::2]:1', 'fd00::2', 1],
    ['[FD00:0:0:0:0:0:0:2]:65535', 'fd00::2', 65_535],
    ['[::ffff:10.0.0.1]:80', '::ffff:10.0.0.1', 80],
  ])('the endpoint %s', (text, address, port) =>
    expect(parseEndpoint(text)).toEqual({ value: { address, port } }),
  );

  test.each([
    '172.17.0.2',
    '172.17.0.2:0',
    '172.17.0.2:65536',
    '172.17.0.256:1',
    '[fd00::2]',
    'fd00::2:80',
    ':80',
    'a:1',
  ])('no endpoint: %j', (text) => expect(parseEndpoint(text)).toHaveProperty('problem'));
});

describe('the JSON Schema', () => {
  const accepts = new Ajv({ allErrors: true, strict: false }).compile(policyJsonSchema());
  const good = [
    WHOLE,
    ...fs
      .readdirSync('fixtures/policies')
      .filter((name) => name.endsWith('.yaml') && name !== 'typo.yaml')
      .map((name) => fs.readFileSync(`fixtures/policies/${name}`, 'utf8')),
  ];

  test('is the one in docs/', () => {
    expect(JSON.parse(fs.readFileSync('docs/policy.schema.json', 'utf8'))).toEqual(policyJsonSchema());
  });

  test.each(good)('accepts what nfpath does', (text) => {
    expect(accepts(parse(text)) ? [] : accepts.errors).toEqual([]);
    expect(() => parsePolicy(text, 'guard.yaml')).not.toThrow();
  });

  test.each([
    ['an unknown key', 'name: r', 'nmae: r'],
    ['no placement', 'at: init/FORWARD', 'at: []'],
    ['no hook', 'at: init/FORWARD', 'at: init/FORWRAD'],
    ['no priority', 'at: init/FORWARD', 'at: init/FORWARD\n    priority: FIRTS'],
    ['no endpoint', '172.17.0.2:8080', '172.17.0.2'],
    ['another version', 'version: 1', 'version: 2'],
    ['no class', 'at: init/FORWARD', 'at: init/FORWARD\n    from: outside'],
  ])('refuses %s, as nfpath does', (_, from, to) => {
    const text = `version: 1
services: { web: { address: 172.17.0.2:8080 } }
rules:
  - name: r
    protects: web
    at: init/FORWARD
`;
    expect(accepts(parse(text))).toBe(true);
    const bad = text.replace(from, to);
    expect(accepts(parse(bad))).toBe(false);
    expect(() => parsePolicy(bad, 'guard.yaml')).toThrow(BadPolicy);
  });
});

test('any change of a policy is read, or refused at a place within it', () => {
  const pieces = [
    '\n',
    ' ',
    ':',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '#',
    '&a',
    '*a',
    '!t',
    '\t',
    'init/',
    '>',
    'é',
    '\u202e',
    '\0',
  ];
  const edits = fc.array(
    fc.record({
      at: fc.nat(WHOLE.length),
      drop: fc.nat(12),
      put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })),
    }),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(edits, (changes) => {
      let text = WHOLE;
      for (const { at, drop, put } of changes) text = text.slice(0, at) + put + text.slice(at + drop);
      const lines = text.split('\n');
      try {
        parsePolicy(text, 'guard.yaml');
      } catch (error) {
        expect(error).toBeInstanceOf(BadPolicy);
        const { problems, message } = error as BadPolicy;
        expect(message).not.toMatch(/[^\P{C}\n]/u);
        for (const { line, column } of problems) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
      }
    }),
    { numRuns: 1500, seed: 11 },
  );
});
