import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NFPATH } from './support/nfpath.js';

const CAPTURE = path.resolve('fixtures/external-to-container/el7-3.10.log');
const { bytecodeOf } = createRequire(import.meta.url)('../bin/nfpath.js') as {
  bytecodeOf: (bundle: string) => string;
};
const BUNDLES = ['analyze.js', 'help.js', 'main.js'].map((name) => path.join('dist/cli', name));

/** What nfpath prints, and whether V8 refused the bytecode. */
function run(command: string, args: readonly string[], options: readonly string[] = []): string[] {
  const watch = path.resolve('test/support/bytecode-refused.cjs');
  const { stdout, stderr } = spawnSync(process.execPath, [...options, '--require', watch, command, ...args], {
    encoding: 'utf8',
  });
  return [stdout, stderr];
}

describe('the bundles', () => {
  test('are ASCII, as they are read in', () => {
    for (const bundle of BUNDLES) expect(fs.readFileSync(bundle, 'latin1')).not.toMatch(/[^\0-\x7f]/);
  });

  test.each([['analyze', CAPTURE], ['doctor', CAPTURE], ['--version']])(
    '%s is run with the bytecode that the build has kept',
    (...args) => {
      expect(run(NFPATH, args)[1]).toBe('refused: false\n');
    },
  );

  test('the one of help has that of every command', () => {
    const [help] = run(NFPATH, ['check', '--help']);
    expect(help).toContain('--policy');
    expect(run(NFPATH, ['help', 'check'])[0]).toBe(help);
  });

  test('a log without faults loads neither the grammars nor what else is seldom needed', () => {
    const list = path.resolve('test/support/list-loaded.cjs');
    const loaded = (...args: string[]): string =>
      spawnSync(process.execPath, ['--require', list, NFPATH, 'analyze', ...args], { encoding: 'utf8' })
        .stderr;
    const seldom = /grammar-tasks|NativeModule (?:child_process|module|timers\/promises)$/m;
    expect(loaded(CAPTURE)).not.toMatch(seldom);
    expect(loaded('--tag', 'mytrace', CAPTURE)).toMatch(/grammar-tasks/);
  });

  test('bytecode says nothing of where it was made', () => {
    for (const bundle of BUNDLES)
      expect(fs.readFileSync(bytecodeOf(bundle), 'latin1')).not.toContain(path.resolve('dist'));
  });
});

describe('without good bytecode nfpath does the same', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-build-'));
  const copy = path.join(folder, 'bin/nfpath.js');
  const bytecode = bytecodeOf(path.join(folder, 'dist/cli/analyze.js'));
  const args = ['analyze', CAPTURE];
  const [expected] = run(NFPATH, args);

  beforeAll(() => {
    for (const part of ['bin', 'dist/cli', 'package.json'])
      fs.cpSync(part, path.join(folder, part), { recursive: true });
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test('of a Node with other options', () => {
    expect(run(copy, args, ['--stack-size=900'])).toEqual([expected, 'refused: true\n']);
  });

  test.each([
    ['that is none', () => Buffer.from('no bytecode')],
    ['that is cut short', (good: Buffer) => good.subarray(0, good.length / 2)],
    ['of another bundle', () => fs.readFileSync(bytecodeOf('dist/cli/main.js'))],
  ])('%s', (_, spoilt) => {
    const good = fs.readFileSync(bytecode);
    fs.writeFileSync(bytecode, spoilt(good));
    expect(run(copy, args)).toEqual([expected, 'refused: true\n']);
    fs.writeFileSync(bytecode, good);
  });

  test('of another Node: there is none', () => {
    fs.rmSync(bytecode);
    expect(run(copy, args)).toEqual([expected, 'refused: undefined\n']);
  });
});
