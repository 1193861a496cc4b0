/** Where the module comes from, and what is missing where there is none. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findModule } from '../../src/capture/find-module.js';
import { FakeMachine, type Program } from '../support/fake-machine.js';

const RELEASE = '6.1.0-56-cloud-amd64';
const PARAMETERS = 'ports:traced (array of ushort)\nformat:of lines (int)\nrate:entries a second (uint)\n';
const { signal } = new AbortController();

const notInstalled: Program = (args) =>
  args[0] === '-n'
    ? { status: 1, stderr: 'modinfo: ERROR: Module nftrace not found.' }
    : { stdout: PARAMETERS };

function machineWith(programs: Record<string, Program>, hasHeaders = true): FakeMachine {
  const headers = hasHeaders ? { [`/lib/modules/${RELEASE}/build/Makefile`]: '' } : {};
  return new FakeMachine({
    files: { '/proc/sys/kernel/osrelease': `${RELEASE}\n`, '/etc/os-release': 'ID=debian\n', ...headers },
    programs: { modinfo: notInstalled, ...programs },
  });
}

/** Folders of builds that are there. */
const builds = (): string[] =>
  fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('nfpath-module-'));

describe('a module that is named', () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-test-')), 'nftrace.ko');

  test('is taken, and stays', async () => {
    fs.writeFileSync(file, '');
    const machine = machineWith({});
    const found = await findModule(file, machine, signal);
    expect(found.file).toBe(fs.realpathSync(file));
    expect(machine.ran).toEqual([`modinfo -F parm ${file}`]);
    found.cleanUp();
    expect(fs.existsSync(file)).toBe(true);
  });

  test.each<[string, Program, string]>([
    ['has other parameters', () => ({ stdout: 'debug:x (int)\n' }), 'is another module than'],
    [
      'is no module',
      () => ({ status: 1, stderr: 'ERROR: not an ELF\n' }),
      'is no kernel module: ERROR: not an ELF',
    ],
    ['cannot be looked at', () => null, 'modinfo is not installed'],
  ])('%s', async (_, modinfo, message) => {
    await expect(findModule(file, machineWith({ modinfo }), signal)).rejects.toThrow(message);
  });

  test('is not there', async () => {
    await expect(findModule('/no/such.ko', machineWith({}), signal)).rejects.toThrow('there is no such file');
  });
});

test('an installed one is left to modprobe', async () => {
  const installed = `/lib/modules/${RELEASE}/updates/dkms/nftrace.ko.xz`;
  const machine = machineWith({
    modinfo: ([flag]) => ({ stdout: flag === '-n' ? `${installed}\n` : PARAMETERS }),
  });
  expect(await findModule(null, machine, signal)).toMatchObject({ file: null, origin: installed });
});

describe('a module that is built', () => {
  test('is made of the sources that nfpath has, in a folder that goes away', async () => {
    const make: Program = ([, folder]) => {
      expect(fs.readdirSync(folder!)).toEqual(expect.arrayContaining(['Kbuild', 'Makefile', 'main.c']));
      expect(fs.existsSync(path.join(folder!, 'lab'))).toBe(false);
      fs.writeFileSync(path.join(folder!, 'nftrace.ko'), '');
      return {};
    };
    const before = builds();
    const found = await findModule(null, machineWith({ make }), signal);
    expect(fs.existsSync(found.file!)).toBe(true);
    found.cleanUp();
    expect(builds()).toEqual(before);
  });

  test.each<[string, FakeMachine, string[]]>([
    ['headers', machineWith({}, false), [`the headers of this kernel (${RELEASE}) are not installed`]],
    ['make', machineWith({}), ['make is not installed']],
    [
      'a compiler',
      machineWith({ make: () => ({ status: 2, stderr: `make[1]: gcc-12: No such file or directory\n` }) }),
      [`could not be built for ${RELEASE}`, 'gcc-12: No such file'],
    ],
    ['the result', machineWith({ make: () => ({}) }), ['could not be built']],
  ])('lacks %s: what to install is said, and nothing stays', async (_, machine, messages) => {
    const before = builds();
    const finding = findModule(null, machine, signal);
    for (const message of [...messages, `apt-get install linux-headers-${RELEASE} make gcc`])
      await expect(finding).rejects.toThrow(message);
    expect(builds()).toEqual(before);
  });
});
