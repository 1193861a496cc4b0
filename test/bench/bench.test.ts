/** The benchmark is only worth something if its logs are what it says of them, and if it notices wrong counts. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { disagreements } from '../../bench/agreement.js';
import type { Contender, Counts } from '../../bench/contenders.js';
import { generateLog, type LogPlan } from '../../bench/log/generate.js';
import { USUAL } from '../../bench/logs.js';
import { markdownTable } from '../../bench/measure/markdown.js';
import { median } from '../../bench/measure/median.js';
import { parseOptions } from '../../bench/options.js';
import { analysed } from '../support/analysed.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-bench-test-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function generated(plan: Partial<LogPlan>): { text: string; truth: ReturnType<typeof generateLog> } {
  const file = path.join(folder, 'log');
  const truth = generateLog(file, { ...USUAL, lines: 3000, ...plan });
  return { text: fs.readFileSync(file, 'utf8'), truth };
}

test.each<[string, Partial<LogPlan>]>([
  ['one CPU', { cpus: 1 }],
  ['two CPUs, some records torn', {}],
  ['eight CPUs, some records torn', { cpus: 8, tearing: 0.02 }],
  ['half of the lines unrelated', { noise: 0.5 }],
  ['one skb address for all', { cpus: 1, skbs: 1 }],
  ['every packet a flow and two namespaces of its own', { cpus: 1, packetsPerFlow: 1, namespaces: 1e9 }],
])('what the generator knows is what nfpath finds: %s', (_, plan) => {
  const { text, truth } = generated(plan);
  const { summary, packets, flows } = analysed(text);
  expect(Buffer.byteLength(text)).toBe(truth.bytes);
  expect(summary.lines).toMatchObject({ total: truth.lines, foreign: truth.foreign, malformed: 0 });
  expect(summary.entries.total).toBe(truth.entries);
  expect(summary.incomplete).toMatchObject({ records: 0, lines: 0 });
  expect([packets.length, flows.length]).toEqual([truth.packets, truth.flows]);
});

test('the same plan gives the same log', () => {
  expect(generated({}).text).toBe(generated({}).text);
});

test('where all records interleave, hardly any is in one piece', () => {
  const { text, truth } = generated({ tearing: 1, cpus: 4 });
  const inOnePiece = text.match(/=+\n.*\]: DEV: .*\n.*\]: IN DEV: .*\n.*, skb: /g) ?? [];
  expect(inOnePiece.length / truth.entries).toBeLessThan(0.1);
});

test('where CPUs interrupt each other, a record waits nearly always', () => {
  const { text, truth } = generated({ tearing: 0, interruption: 0.03, packetsPerFlow: 1 });
  const { summary } = analysed(text);
  expect(summary.lines).toMatchObject({ total: truth.lines, trace: truth.lines });
  expect(summary.entries.total).toBe(truth.entries);
  const inOnePiece = text.match(/=+\n.*\]: DEV: .*\n.*\]: IN DEV: .*\n.*, skb: /g) ?? [];
  expect(inOnePiece.length / truth.entries).toBeLessThan(0.98);
});

test('counts that differ are named, greedy records apart', () => {
  const { truth } = generated({});
  const contender = (name: string): Contender => ({ name, command: ['true'], counts: () => ({}) });
  const right: Counts = { lines: truth.lines, entries: truth.entries };
  const results = [
    { contender: contender('right'), counts: right },
    { contender: contender('greedy'), counts: { lines: truth.lines, records: 1, job: 'a' } },
  ];
  expect(disagreements(results, truth)).toEqual([]);
  const wrong = { contender: contender('wrong'), counts: { ...right, lines: 1, job: 'b' } };
  expect(disagreements([...results, wrong], truth)).toEqual([
    `wrong: lines 1 and not ${truth.lines}`,
    'the baselines differ: a greedy; b wrong',
  ]);
});

test('options', () => {
  expect(parseOptions([])).toMatchObject({ lines: [1e6], noise: [0, 0.5, 0.95], rounds: 3 });
  expect(parseOptions(['--full', '--noise', '0'])).toMatchObject({ lines: [1e7], noise: [0], rounds: 5 });
  expect(() => parseOptions(['--lines', 'many'])).toThrow('not a number from 1 to 1000000000: many');
  expect(() => parseOptions(['--only', 'sped'])).toThrow('no part is called sped');
  expect(() => parseOptions(['--fast'])).toThrow('--fast');
});

test('medians and tables', () => {
  expect([median([3]), median([9, 1, 5]), median([4, 1, 2, 9])]).toEqual([3, 5, 3]);
  expect(() => median([])).toThrow(RangeError);
  expect(
    markdownTable([
      ['', 'ms'],
      ['`node`', '61'],
    ]),
  ).toBe('|        |  ms |\n| ------ | --: |\n| `node` |  61 |\n');
});
