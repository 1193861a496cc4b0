import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { compareKernels } from '../../src/compare/compare-kernels.js';
import type { MatrixCell } from '../../src/model/matrix.js';
import type { PathSet } from '../../src/model/path-set.js';
import { json, nfpath } from '../support/nfpath.js';
import { pathSet } from '../support/path-sets.js';

const isInContract = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync('docs/nfpath.schema.json', 'utf8')) as object,
);

function capture(scenario: string, kernel: string): PathSet {
  return pathSet(fs.readFileSync(`fixtures/${scenario}/${kernel}.log`));
}

const EXTERNAL = {
  el7: capture('external-to-container', 'el7-3.10'),
  new: capture('external-to-container', 'linux-6.1'),
};
const BRIDGED = capture('container-to-container', 'linux-6.1');
const BRIDGE_NF = capture('container-to-container-bridge-nf', 'linux-6.1');

function kernel(
  name: string,
  captures: Readonly<Record<string, PathSet>>,
): Parameters<typeof compareKernels>[0][number] {
  return { kernel: name, captures: new Map(Object.entries(captures)) };
}

describe('many kernels', () => {
  const matrix = compareKernels([
    kernel('linux-5.10', { a: EXTERNAL.new, b: BRIDGED, c: BRIDGED }),
    kernel('linux-5.4', { a: EXTERNAL.el7, c: BRIDGED }),
    kernel('el7-3.10', { a: EXTERNAL.el7, c: BRIDGED }),
    kernel('linux-6.12', { a: EXTERNAL.new, b: BRIDGE_NF }),
    kernel('linux-6.1', { a: EXTERNAL.new, b: BRIDGED, c: BRIDGED }),
  ]);
  const cell = (scenario: string, name: string): MatrixCell =>
    matrix.cells.find((one) => one.scenario === scenario && one.kernel === name)!;

  test('are in the order of their versions, and those that are alike are together', () => {
    expect(matrix.kernels).toEqual([['el7-3.10', 'linux-5.4'], ['linux-5.10', 'linux-6.1'], ['linux-6.12']]);
  });

  test('are held against the one before that has a capture', () => {
    expect(cell('a', 'el7-3.10').verdict).toBe('first');
    expect(cell('a', 'linux-5.4')).toMatchObject({ verdict: 'same', before: 'el7-3.10', changes: [] });
    expect(cell('a', 'linux-5.10')).toMatchObject({
      verdict: 'differs',
      before: 'linux-5.4',
      changes: [1, 2],
    });
    expect(cell('b', 'linux-5.4').verdict).toBe('absent');
    expect(cell('b', 'linux-5.10').verdict).toBe('first');
    expect(cell('b', 'linux-6.12')).toMatchObject({
      verdict: 'differs',
      before: 'linux-6.1',
      changes: [3, 4, 5, 6, 7, 8],
    });
    expect(cell('c', 'linux-6.12').verdict).toBe('absent');
  });

  test('have one number for the same change', () => {
    const twice = compareKernels([
      kernel('1.0', { a: EXTERNAL.el7, b: EXTERNAL.el7 }),
      kernel('2.0', { a: EXTERNAL.new, b: EXTERNAL.new }),
    ]);
    expect(twice.changes.map(({ cells }) => cells.map(({ scenario }) => scenario))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });
});

describe('nfpath diff --matrix', () => {
  test('as JSON is in the contract', () => {
    const { stdout, exitCode, stderr } = nfpath(['diff', '--matrix', 'fixtures/matrix', '--format', 'json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    const lines = json(stdout);
    expect(lines.flatMap((line) => (isInContract(line) ? [] : [line, isInContract.errors]))).toEqual([]);
    expect(lines.at(-1)).toMatchObject({
      type: 'summary',
      verdict: 'differs',
      differences: lines.length - 1,
      kernels: [['el7-3.10'], ['linux-5.10', 'linux-6.1']],
    });
  });

  test('takes snapshots for logs, and exits by what is found', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-'));
    const put = (name: string, text: string | Buffer): void => {
      fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    };
    const log = 'fixtures/external-to-container/linux-6.1.log';
    put('5.10/external.yaml', nfpath(['snapshot', log]).stdout);
    put('README.md', 'not a kernel');
    const run = (): ReturnType<typeof nfpath> => nfpath(['diff', '--matrix', folder]);
    expect(run()).toMatchObject({
      exitCode: 2,
      stderr: `nfpath: ${folder} has 1 folders of kernels; there must be two at least\n`,
    });
    put('6.1/external.log', fs.readFileSync(log));
    expect(run()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('no difference in 1 scenario, 2 kernels') as string,
    });
    const requests = fs.readFileSync(log, 'utf8').split('\n').slice(0, 31).join('\n');
    put('6.1/external.log', `${requests}\n[   99.000000] [nftrace]: nftrace module exit\n`);
    expect(run()).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('old has reply packets: new shows no such traffic.') as string,
    });
    put('6.1/external.yaml', 'version: 1\nscenarios: []\n');
    expect(run()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('there are two captures of external') as string,
    });
    fs.rmSync(folder, { recursive: true });
  });

  test.each([
    [['diff', '--matrix', 'no'], 'cannot read no: there is no such file'],
    [['diff', '--matrix', 'fixtures/matrix', 'a.log'], '--matrix compares all that is in its folder'],
    [
      ['diff', '--matrix', 'fixtures/matrix', '--policy', 'a.yaml'],
      '--matrix compares all that is in its folder',
    ],
  ])('%j cannot run', (args, message) => {
    const { stderr, exitCode } = nfpath(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
