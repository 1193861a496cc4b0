import { TCP } from '../../src/model/protocol.js';
import fs from 'node:fs';
import { expect, test } from 'vitest';
import { FIRST } from '../../src/model/priority.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';

/** The policy of the reference, with every key. */
const WHOLE = /```yaml\n([^]*?)```/.exec(fs.readFileSync('docs/policy.md', 'utf8'))![1]!;

test('the policy of the reference is read as it is meant', () => {
  const { services, namespaces, rules } = parsePolicy(WHOLE, 'guard.yaml');
  const web = {
    name: 'web',
    address: { protocol: TCP, address: '172.17.0.2', port: 8080 },
    published: [{ protocol: TCP, address: '10.10.10.2', port: 8081 }],
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
