/** The module comes and goes, with what it needs, and what others have loaded stays. */
import { describe, expect, test } from 'vitest';
import { Loader } from '../../src/capture/loader.js';
import { loadedModules } from '../../src/capture/machine.js';
import { FakeMachine, moduleTools } from '../support/fake-machine.js';

const FILE = { file: '/tmp/nftrace.ko', origin: '', cleanUp: () => {} };
const INSTALLED = { ...FILE, file: null };
const OTHERS = 'nf_conntrack 180224 1 veth, Live 0x0\nveth 40960 0 - Live 0x0\n';

const machineWith = (problems: Parameters<typeof moduleTools>[0] = {}, modules = OTHERS): FakeMachine =>
  new FakeMachine({ files: { '/proc/modules': modules }, programs: moduleTools(problems) });

test('a file is loaded with its parameters, and the machine is as before when it is unloaded', async () => {
  const machine = machineWith();
  const loader = new Loader(machine);
  loader.assertUnloaded();
  await loader.load(FILE, ['ports=8080,443', 'format=2']);
  expect(machine.ran.at(-1)).toBe('insmod /tmp/nftrace.ko ports=8080,443 format=2');
  expect([...loadedModules(machine)][0]).toBe('nftrace');
  expect(loader.isLoaded).toBe(true);
  await loader.unload();
  expect(machine.files['/proc/modules']).toBe(OTHERS);
  expect(loader.isLoaded).toBe(false);
});

test('what it needs is loaded before it, and unloaded behind it; what was there stays', async () => {
  const machine = machineWith();
  machine.programs['modinfo'] = () => ({ stdout: 'nf_defrag_ipv4,nf_new\n' });
  const loader = new Loader(machine);
  await loader.load(FILE, []);
  expect(machine.ran.slice(1)).toEqual([
    'modprobe -a nf_defrag_ipv4,nf_new'.replace(',', ' '),
    'insmod /tmp/nftrace.ko',
  ]);
  await loader.unload();
  expect(machine.ran.slice(3)).toEqual(['rmmod nftrace', 'rmmod nf_new', 'rmmod nf_defrag_ipv4']);
  expect(machine.files['/proc/modules']).toBe(OTHERS);
});

test('an installed one is loaded by modprobe', async () => {
  const machine = machineWith();
  await new Loader(machine).load(INSTALLED, ['ports=0']);
  expect(machine.ran).toEqual(['modprobe nftrace ports=0']);
});

test("somebody else's is left alone", () => {
  const loader = new Loader(machineWith({}, `nftrace 20480 0 - Live 0x0\n${OTHERS}`));
  expect(() => loader.assertUnloaded()).toThrow('nftrace is loaded already, by somebody else');
  const similar = new Loader(machineWith({}, 'nftrace_other 20480 0 - Live 0x0\n'));
  expect(() => similar.assertUnloaded()).not.toThrow();
});

test('it is unloaded as soon as the kernel lets it go', async () => {
  const machine = machineWith({ rmmod: ['rmmod: ERROR: Module nftrace is in use', 'again'] });
  const loader = new Loader(machine);
  await loader.load(FILE, []);
  await loader.unload();
  expect(machine.files['/proc/modules']).toBe(OTHERS);
});

test('where somebody else has unloaded it, that is said', async () => {
  const machine = machineWith({ rmmod: ['rmmod: ERROR: Module nftrace is not currently loaded'] });
  const loader = new Loader(machine);
  await loader.load(FILE, []);
  machine.files['/proc/modules'] = OTHERS;
  await expect(loader.unload()).rejects.toThrow('nftrace was unloaded by somebody else');
});

describe('a module that the kernel refuses', () => {
  const LOCKDOWN = { '/sys/kernel/security/lockdown': 'none [integrity] confidentiality\n' };

  test.each<[string, Record<string, string>, string]>([
    [
      'insmod: ERROR: could not insert module x: Key was rejected by service',
      {},
      'signed modules only (Secure Boot',
    ],
    ['insmod: ERROR: could not insert module x: Required key not available', {}, 'signed modules only'],
    [
      'insmod: ERROR: could not insert module x: Operation not permitted',
      LOCKDOWN,
      'the kernel is locked down',
    ],
    [
      'insmod: ERROR: could not insert module x: Operation not permitted',
      { '/proc/sys/kernel/modules_disabled': '1\n' },
      'kernel.modules_disabled is 1',
    ],
    ['insmod: ERROR: could not insert module x: Operation not permitted', {}, 'run nfpath on the host'],
    ['insmod: ERROR: could not insert module x: Invalid module format', {}, 'built for another kernel'],
    ['insmod: ERROR: could not insert module x: Unknown symbol in module', {}, 'dmesg says what'],
    [
      'insmod: ERROR: could not insert module x: File exists',
      {},
      'somebody else has loaded it in the meantime',
    ],
    ['insmod: ERROR: could not insert module x: Invalid parameters', {}, 'refuses one of its parameters'],
    ['insmod: something new', {}, 'nftrace could not be loaded: insmod: something new'],
  ])('%s', async (said, files, explained) => {
    const machine = machineWith({ insmod: `${said}\n` });
    Object.assign(machine.files, files);
    machine.programs['modinfo'] = () => ({ stdout: 'nf_new\n' });
    const loader = new Loader(machine);
    const loading = loader.load(FILE, []);
    await expect(loading).rejects.toThrow(explained);
    await expect(loading).rejects.toThrow(said);
    expect(loader.isLoaded).toBe(false);
    expect(machine.files['/proc/modules']).toBe(OTHERS);
  });

  test('or that nobody can load', async () => {
    const machine = machineWith();
    delete machine.programs['insmod'];
    await expect(new Loader(machine).load(FILE, [])).rejects.toThrow('insmod and modprobe are not installed');
  });
});
