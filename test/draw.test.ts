import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pathRequest } from '../src/cli/path-options.js';
import { PLAIN } from '../src/report/style.js';
import { ran } from './support/in-process.js';
import { nfpath, shell } from './support/nfpath.js';

const CAPTURE = 'fixtures/external-to-container/el7-3.10.log';
const POLICY = 'fixtures/policies/guard.yaml';
const LANES = /^ +● PRE_ROUTING +ens160 → +┊$/m;
const LIST = /^ {4}init {8}● PRE_ROUTING +ens160 →$/m;

describe('lanes or a list', () => {
  const terminal = { style: PLAIN, width: 80 };
  const pipe = { style: PLAIN, width: Infinity };

  test.each([
    ['a terminal', {}, terminal, 'lanes'],
    ['a pipe', {}, pipe, 'list'],
    ['a terminal, --no-lanes', { lanes: false }, terminal, 'list'],
    ['a pipe, --lanes', { lanes: true }, pipe, 'lanes'],
    ['a pipe, --width', { width: 60 }, pipe, 'list'],
  ] as const)('%s', (_, flags, look, form) => {
    expect(pathRequest(flags, look).form).toBe(form);
  });

  test.each([
    [['analyze'], LIST],
    [['analyze', '--no-lanes'], LIST],
    [['analyze', '--lanes'], LANES],
    [['analyze', '--lanes', '--follow'], LANES],
    [['draw'], LANES],
    [['draw', '--format', 'text'], LANES],
  ])('%j', async (args, expected) => {
    expect((await ran([...args, CAPTURE])).stdout).toMatch(expected);
  });

  test('--width is that of a terminal, and folds the ledger, which says what is lost', async () => {
    const log = `${fs.readFileSync(CAPTURE, 'utf8')}[1.5] [nftrace]: nonsense\n`;
    const { stdout } = await ran(['analyze', '--width', '50'], log);
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(50);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('1 line not understood');
  });

  // script(1) gives a command a terminal.
  const hasScript = spawnSync('script', ['--version']).status === 0;
  test.skipIf(!hasScript)('on a terminal that script(1) makes', () => {
    const { stdout } = shell(
      `script -qec "stty cols 80; node bin/nfpath.js analyze --color never ${CAPTURE}" /dev/null < /dev/null`,
    );
    expect(stdout.replaceAll('\r', '')).toMatch(LANES);
  });
});

describe('nfpath draw', () => {
  test('draws what the filters let through, and says how much', async () => {
    const { stdout } = await ran([
      'draw',
      '--flow',
      '2',
      '--format',
      'svg',
      'fixtures/load-50/linux-6.1.log.gz',
    ]);
    expect(stdout).toContain('>flow 2<');
    expect(stdout).not.toContain('flow 3');
    expect(stdout).toMatch(/548 packets, 87 flows \(shown: \d packets, 1 flow\)/);
  });

  test('-o writes a whole file', () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-')), 'a.svg');
    expect(nfpath(['draw', '--format', 'svg', '-o', file, CAPTURE])).toEqual({
      stdout: '',
      stderr: '',
      exitCode: 0,
    });
    expect(fs.readFileSync(file, 'utf8')).toMatch(/^<\?xml [^]*<\/svg>\n$/);
  });

  test.each(['text', 'svg', 'mermaid', 'dot'])(
    '%s of a log without packets says what was read',
    async (format) => {
      const { stdout, exitCode } = await ran(['draw', '--format', format], 'nothing of nftrace\n');
      expect(exitCode).toBe(0);
      expect(stdout).toContain('1 line, 1 of them not of nftrace: 0 entries, 0 packets, 0 flows');
    },
  );

  test.each(['text', 'svg', 'mermaid', 'dot'])('%s says what is lost', async (format) => {
    const log = `${fs.readFileSync(CAPTURE, 'utf8')}** 7 printk messages dropped **\n`;
    const { stdout } = await ran(['draw', '--format', format], log);
    expect(stdout.replaceAll('<br/>', ' ').replaceAll(/<[^>]*>/g, '')).toMatch(
      /7 lines dropped by the console/,
    );
  });

  test.each([
    [
      ['draw', '--format', 'dot', '-p', POLICY, CAPTURE],
      'error: dot shows no paths: --policy needs another format',
    ],
    [['draw', '--format', 'png', CAPTURE], "error: option '--format <format>' argument 'png' is invalid."],
    [['draw', '--width', '5', CAPTURE], "error: option '--width <columns>' argument '5' is invalid."],
    [['draw', '-p', '-', '-'], 'error: policy and log cannot both come from standard input'],
    [['draw', '-p', 'fixtures/policies/typo.yaml', CAPTURE], 'nfpath: fixtures/policies/typo.yaml:'],
    [['draw', 'no-such.log'], 'nfpath: cannot read no-such.log: there is no such file'],
  ])('%j cannot run', (args, stderr) => {
    const outcome = nfpath(args);
    expect(outcome).toMatchObject({ stdout: '', exitCode: 2 });
    expect(outcome.stderr).toContain(stderr);
  });
});
