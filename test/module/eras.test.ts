import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

/**
 * Kernels whose headers are in no package are stood for by era.h: the forms that the interfaces of netfilter had in
 * each era. The parts of the module that see versions must fit every one of them, without a warning.
 */
const VERSIONED = ['main.c', 'format2.c', 'conntrack.c'];
const ERAS: Readonly<Record<string, readonly string[]>> = {
  '3.10': [],
  '3.10 of RHEL 7': ['-DRHEL7'],
  '3.13': [],
  '3.19': [],
  '4.1': [],
  '4.3': [],
  '4.4': [],
  '4.12': [],
  '4.14': [],
  '4.15': [],
  '5.4': [],
  '5.6': [],
  '5.7': [],
  '5.12': [],
  '6.18': [],
  '7.2': [],
  '4.4 without conntrack and bridges': ['-DCONFIG_NF_CONNTRACK=0', '-DCONFIG_BRIDGE_NETFILTER=0'],
  '7.2 with PREEMPT_RT': ['-DCONFIG_PREEMPT_RT'],
};

const stubs = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-eras-'));
afterAll(() => {
  fs.rmSync(stubs, { recursive: true });
});

/** Has every header that the sources include stand for era.h. */
function stubHeaders(): void {
  for (const file of fs.readdirSync('module').filter((name) => /\.[ch]$/.test(name))) {
    for (const [, header = ''] of fs.readFileSync(`module/${file}`, 'utf8').matchAll(/#include <(.*)>/g)) {
      fs.mkdirSync(path.join(stubs, path.dirname(header)), { recursive: true });
      fs.writeFileSync(path.join(stubs, header), '#include "era.h"\n');
    }
  }
}

function compile(era: string, options: readonly string[]): string {
  const [major, minor] = /^(\d+)\.(\d+)/.exec(era)!.slice(1).map(Number) as [number, number];
  const { stdout, stderr, error } = spawnSync(
    'cc',
    [
      '-std=gnu89',
      '-fsyntax-only',
      '-Wall',
      '-Wextra',
      '-Wno-unused-parameter',
      '-Wno-sign-compare',
      `-DLINUX_VERSION_CODE=${major * 65536 + minor * 256}`,
      ...options,
      '-I',
      stubs,
      '-I',
      'test/module',
      ...VERSIONED.map((file) => `module/${file}`),
    ],
    { encoding: 'utf8' },
  );
  if (error !== undefined) throw error;
  return stdout + stderr;
}

const hasCompiler = spawnSync('cc', ['--version']).status === 0;

describe.skipIf(!hasCompiler)('the module fits the kernels of', () => {
  stubHeaders();
  test.each(Object.entries(ERAS))('%s', (era, options) => {
    expect(compile(era, options)).toBe('');
  });
});
