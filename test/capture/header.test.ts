/** The header of a capture: what is found out of a machine, what is said where it cannot be, and that nfpath reads it. */
import { describe, expect, test } from 'vitest';
import { Analysis } from '../../src/analyze.js';
import { captureHeader, type HeaderOptions } from '../../src/capture/header/capture-header.js';
import { feed } from '../support/analysed.js';
import { FakeMachine, type Program } from '../support/fake-machine.js';

const OPTIONS: HeaderOptions = {
  parameters: {
    ports: ['8080', '443'],
    protocols: ['tcp', 'udp'],
    families: ['ipv4', 'ipv6'],
    priority: -2147483648,
    rate: 0,
    format: 2,
  },
  withRules: true,
  time: new Date('2026-11-25T12:00:00Z'),
};

/** The table of local routes, as /proc/net/fib_trie has it. */
const trie = (...addresses: string[]): string =>
  `Local:\n  +-- 0.0.0.0/0 3 0 5\n${['127.0.0.1', ...addresses].map((one) => `     |-- ${one}\n        /32 host LOCAL\n`).join('')}` +
  '     |-- 172.17.0.255\n        /32 link BROADCAST\n     |-- 172.17.0.0\n        /24 link UNICAST\n';

const CONTAINER = 'c0ffee'.padEnd(64, '0');

const FILES = {
  '/proc/sys/kernel/osrelease': '6.1.0-56-cloud-amd64\n',
  '/proc/sys/kernel/version': '#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2\n',
  '/proc/sys/kernel/random/boot_id': '0b3a1c5e-5f8e-4f4e-9a53-3f6f0d0c2b6b\n',
  '/proc/modules': 'nf_tables 303104 0 - Live 0x0\n',
  '/proc/2/comm': 'kthreadd\n',
  '/proc/2/net/fib_trie': trie('10.10.10.2', '172.17.0.1'),
  '/proc/1/comm': 'systemd\n',
  '/proc/1/net/fib_trie': trie('10.10.10.2', '172.17.0.1'),
  '/proc/1/net/if_inet6':
    '00000000000000000000000000000001 01 80 10 80       lo\n' +
    'fd000000000000000000000000000001 02 40 00 80   ens160\n' +
    'fe800000000000009ae3a6fffe103447 02 40 20 80   ens160\n',
  '/proc/700/comm': 'nginx\n',
  '/proc/700/cgroup': `0::/system.slice/docker-${CONTAINER}.scope\n`,
  '/proc/700/net/fib_trie': trie('172.17.0.2'),
  '/proc/701/comm': 'worker\n',
  '/proc/800/comm': 'we ird\x1b[31m\n',
  '/proc/800/cgroup': '0::/user.slice\n',
  '/proc/900/comm': 'init\n',
};
const LINKS = {
  '/proc/self/ns/net': 'net:[4026531840]',
  '/proc/1/ns/net': 'net:[4026531840]',
  '/proc/2/ns/net': 'net:[4026531840]',
  '/proc/700/ns/net': 'net:[4026532122]',
  '/proc/701/ns/net': 'net:[4026532122]',
  '/proc/800/ns/net': 'net:[4026532188]',
  '/proc/900/ns/net': 'net:[4026532190]',
};

/** Answers by what is asked for, wherever it is asked. */
const answer = (args: readonly string[]): object => {
  const command = args.join(' ');
  if (command === 'list ruleset') return { stdout: 'table ip nat {\n\tchain pre {\n\t}\n}\n' };
  if (command === '-d link') return { stdout: '1: lo: <LOOPBACK,UP> mtu 65536\n    link/loopback\n' };
  if (command.startsWith('-rsH'))
    return { stdout: '/proc/sys/net/ipv4/ip_forward:1\n/proc/sys/net/bridge/bridge-nf-call-iptables:0\n' };
  if (command === '/proc/net/fib_trie') return { stdout: trie('10.9.9.9') };
  return {};
};

const PROGRAMS: Record<string, Program> = {
  uname: () => ({ stdout: 'x86_64\n' }),
  nft: answer,
  ip: answer,
  grep: answer,
  cat: answer,
  // nsenter --net=DOOR COMMAND
  nsenter: ([, program, ...args], machine) =>
    machine.programs[program!]?.(args, machine) ?? {
      status: 127,
      stderr: `nsenter: failed to execute ${program!}: No such file or directory`,
    },
};

const machineWith = (changes: Partial<FakeMachine> = {}): FakeMachine =>
  new FakeMachine({
    files: { ...FILES, ...changes.files },
    links: { ...LINKS, ...changes.links },
    namespaces: { '/run/netns/web': 4026532250, ...changes.namespaces },
    programs: { ...PROGRAMS, ...changes.programs },
  });

const headerOf = async (machine: FakeMachine, options = OPTIONS): Promise<string[]> =>
  (await captureHeader(machine, options)).trimEnd().split('\n');

test('has the machine, its namespaces by name, and what each is like', async () => {
  expect(await headerOf(machineWith())).toMatchInlineSnapshot(`
    [
      "# nfpath capture 1",
      "# nfpath kernel 6.1.0-56-cloud-amd64 x86_64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2",
      "# nfpath boot 0b3a1c5e-5f8e-4f4e-9a53-3f6f0d0c2b6b",
      "# nfpath time 2026-11-25T12:00:00.000Z",
      "# nfpath parameters format=2 ports=8080,443 protocols=tcp,udp families=ipv4,ipv6 priority=-2147483648 rate=0",
      "# nfpath netns 4026531840 init 10.10.10.2 172.17.0.1 fd00::1",
      "# nfpath netns 4026532250 web 10.9.9.9",
      "# nfpath netns 4026532122 c0ffee000000 172.17.0.2",
      "# nfpath netns 4026532188 we\\x20ird\\x1b\\x5b31m",
      "# nfpath netns 4026532190 init-4026532190",
      "# nfpath sysctl net.bridge.bridge-nf-call-iptables = 0",
      "# nfpath sysctl net.ipv4.ip_forward = 1",
      "# nfpath link init | 1: lo: <LOOPBACK,UP> mtu 65536",
      "# nfpath link init |     link/loopback",
      "# nfpath ruleset init | table ip nat {",
      "# nfpath ruleset init | 	chain pre {",
      "# nfpath ruleset init | 	}",
      "# nfpath ruleset init | }",
      "# nfpath sysctl-in web | net.bridge.bridge-nf-call-iptables = 0",
      "# nfpath sysctl-in web | net.ipv4.ip_forward = 1",
      "# nfpath link web | 1: lo: <LOOPBACK,UP> mtu 65536",
      "# nfpath link web |     link/loopback",
      "# nfpath ruleset web | table ip nat {",
      "# nfpath ruleset web | 	chain pre {",
      "# nfpath ruleset web | 	}",
      "# nfpath ruleset web | }",
      "# nfpath sysctl-in c0ffee000000 | net.bridge.bridge-nf-call-iptables = 0",
      "# nfpath sysctl-in c0ffee000000 | net.ipv4.ip_forward = 1",
      "# nfpath link c0ffee000000 | 1: lo: <LOOPBACK,UP> mtu 65536",
      "# nfpath link c0ffee000000 |     link/loopback",
      "# nfpath ruleset c0ffee000000 | table ip nat {",
      "# nfpath ruleset c0ffee000000 | 	chain pre {",
      "# nfpath ruleset c0ffee000000 | 	}",
      "# nfpath ruleset c0ffee000000 | }",
      "# nfpath sysctl-in we\\x20ird\\x1b\\x5b31m | net.bridge.bridge-nf-call-iptables = 0",
      "# nfpath sysctl-in we\\x20ird\\x1b\\x5b31m | net.ipv4.ip_forward = 1",
      "# nfpath link we\\x20ird\\x1b\\x5b31m | 1: lo: <LOOPBACK,UP> mtu 65536",
      "# nfpath link we\\x20ird\\x1b\\x5b31m |     link/loopback",
      "# nfpath ruleset we\\x20ird\\x1b\\x5b31m | table ip nat {",
      "# nfpath ruleset we\\x20ird\\x1b\\x5b31m | 	chain pre {",
      "# nfpath ruleset we\\x20ird\\x1b\\x5b31m | 	}",
      "# nfpath ruleset we\\x20ird\\x1b\\x5b31m | }",
      "# nfpath sysctl-in init-4026532190 | net.bridge.bridge-nf-call-iptables = 0",
      "# nfpath sysctl-in init-4026532190 | net.ipv4.ip_forward = 1",
      "# nfpath link init-4026532190 | 1: lo: <LOOPBACK,UP> mtu 65536",
      "# nfpath link init-4026532190 |     link/loopback",
      "# nfpath ruleset init-4026532190 | table ip nat {",
      "# nfpath ruleset init-4026532190 | 	chain pre {",
      "# nfpath ruleset init-4026532190 | 	}",
      "# nfpath ruleset init-4026532190 | }",
    ]
  `);
});

test('nfpath understands every line of it', async () => {
  const malformed: unknown[] = [];
  const analysis = new Analysis({ malformed: (line) => void malformed.push(line) });
  analysis.beginInput();
  feed(analysis.chunks, Buffer.from(await captureHeader(machineWith(), OPTIONS), 'latin1'));
  analysis.finish();
  expect(malformed).toEqual([]);
  expect(analysis.machines).toMatchObject([{ kernel: '6.1.0-56-cloud-amd64', line: 1 }]);
});

describe('what cannot be found out is said, once', () => {
  const notes = async (machine: FakeMachine, options = OPTIONS): Promise<string[]> =>
    (await headerOf(machine, options)).filter((line) => line.startsWith('# nfpath note'));

  test('where everything is there, there is nothing to say', async () => {
    expect(await notes(machineWith())).toEqual([]);
  });

  test.each<[string, Partial<FakeMachine>, string[]]>([
    ['nft', { programs: { nft: () => null } }, ['# nfpath note nft is not installed']],
    [
      'nft that may not',
      { programs: { nft: () => ({ status: 1, stderr: 'Error: Operation not permitted\nmore\n' }) } },
      ['init', 'c0ffee000000', 'we\\x20ird\\x1b\\x5b31m', 'init-4026532190', 'web'].map(
        (name) => `# nfpath note nft list ruleset in ${name}: Error: Operation not permitted`,
      ),
    ],
    [
      'legacy tables without their program',
      { files: { '/proc/700/net/ip_tables_names': 'filter\nnat\n' } },
      ['# nfpath note iptables-legacy-save is not installed'],
    ],
  ])('%s', async (_, changes, expected) => {
    expect((await notes(machineWith(changes))).sort()).toEqual(expected.sort());
  });

  test('nsenter: what has a name is entered by it, of others it is said', async () => {
    const machine = machineWith({
      programs: {
        nsenter: () => null,
        ip: (args, own) => (args[0] === 'netns' ? own.programs[args[3]!]!(args.slice(4), own) : answer(args)),
      },
    });
    const lines = await headerOf(machine);
    expect(lines).toContain('# nfpath ruleset web | table ip nat {');
    expect(lines).toContain('# nfpath note ip -d link in c0ffee000000: nsenter is not installed');
  });

  test('in a container, which does not see init: no namespace is called so', async () => {
    const machine = machineWith({ files: { '/proc/2/comm': 'sh\n' } });
    expect((await headerOf(machine)).filter((line) => / netns \d+ init( |$)/.test(line))).toEqual([]);
  });
});

test('nothing is asked that would load a module', async () => {
  const machine = machineWith({ files: { '/proc/modules': 'veth 40960 0 - Live 0x0\n' } });
  await captureHeader(machine, OPTIONS);
  expect(machine.ran.filter((command) => /nft |iptables/.test(command))).toEqual([]);
});

test('rules are left out where they are nobody’s business', async () => {
  const lines = await headerOf(machineWith(), { ...OPTIONS, withRules: false });
  expect(lines.filter((line) => line.includes('ruleset'))).toEqual([]);
});

test('of many namespaces the names are there, and the rest of some', async () => {
  const links = Object.fromEntries(
    Array.from({ length: 150 }, (_, i) => [`/proc/${1000 + i}/ns/net`, `net:[${5000 + i}]`]),
  );
  const lines = await headerOf(machineWith({ links }));
  expect(lines.filter((line) => line.startsWith('# nfpath netns')).length).toBe(155);
  expect(lines.at(-1)).toBe('# nfpath note 55 more namespaces are not described');
});
