import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseOptions, type LabOptions } from '../../module/lab/options.js';

const USUAL: LabOptions = {
  kernels: ['6.12'],
  scenarios: [],
  list: false,
  out: path.resolve('lab-captures'),
  cache: path.join(os.homedir(), '.cache', 'nfpath-lab'),
  cpus: undefined,
  keep: false,
  script: undefined,
  world: 'external-to-container',
  node: false,
};

describe("the lab's options", () => {
  test.each<[string, Partial<LabOptions>]>([
    ['--kernel 6.12', {}],
    ['--kernel 5.10,6.1,7.2', { kernels: ['5.10', '6.1', '7.2'] }],
    ['--kernel 6.1.0-56', { kernels: ['6.1.0-56'] }],
    ['--list', { kernels: [], list: true }],
    ['--kernel 6.12 --scenario load-2-cpus,udp-refused', { scenarios: ['load-2-cpus', 'udp-refused'] }],
    ['--kernel 6.12 --out /a --cache /b --cpus 8 --keep', { out: '/a', cache: '/b', cpus: 8, keep: true }],
    ['--kernel 6.12 --run /a/s.sh', { script: '/a/s.sh' }],
    ['--kernel 6.12 --run /a/s.sh --world none', { script: '/a/s.sh', world: undefined }],
    [
      '--kernel 6.12 --run /a/s.sh --world load-2-cpus --with-node',
      { script: '/a/s.sh', world: 'load-2-cpus', node: true },
    ],
  ])('%s', (words, expected) => {
    expect(parseOptions(words.split(' '))).toEqual({ ...USUAL, ...expected });
  });

  test.each([
    ['--scenario load-2-cpus', 'which kernel? --kernel 6.12'],
    ['--kernel newest', 'not a kernel version: newest'],
    ['--kernel 6.12 --cpus 0', 'not a number of CPUs from 1 to 64: 0'],
    ['--kernel 6.12 --cpus 1.5', 'not a number of CPUs from 1 to 64: 1.5'],
    ['--kernel 6.12 --world none', '--world goes with --run only'],
    ['--kernel 6.12 --with-node', '--with-node goes with --run only'],
    [
      '--kernel 6.12 --run a.sh --scenario b',
      '--run SCRIPT runs no scenario; --world NAME builds the world of one',
    ],
    ['--kernel 6.12 --kernels', "Unknown option '--kernels'"],
  ])('refuses %s', (words, message) => {
    expect(() => parseOptions(words.split(' '))).toThrow(message);
  });
});
