import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { SEVERITIES, type SymptomKind } from '../../src/model/symptom.js';
import { capturesOf, scenarios } from '../support/golden.js';
import { ran } from '../support/in-process.js';
import { format2Line } from '../support/format-2.js';
import { nfpath } from '../support/nfpath.js';

const EXTERNAL = 'fixtures/external-to-container/linux-6.1.log';
const LINES = fs.readFileSync(EXTERNAL, 'utf8').split('\n');
const EL7 = fs.readFileSync('fixtures/external-to-container/el7-3.10.log', 'utf8');

const isInContract = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync('docs/nfpath.schema.json', 'utf8')) as object,
);

interface Symptom {
  type: string;
  kind: SymptomKind;
  [detail: string]: unknown;
}

interface Examination {
  kinds: SymptomKind[];
  symptoms: Symptom[];
  namespaces: Symptom[];
  summary: Record<string, unknown>;
  exitCode: number | null;
}

/** Of one log, or of files. */
async function examine(files: readonly string[], log?: string | Buffer): Promise<Examination> {
  const { stdout, exitCode } = await ran(['doctor', '--format', 'json', ...files], log);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Symptom);
  for (const line of lines)
    expect({ line, errors: isInContract(line) ? null : isInContract.errors }).toEqual({ line, errors: null });
  const symptoms = lines.filter(({ type }) => type === 'symptom');
  return {
    kinds: symptoms.map(({ kind }) => kind),
    symptoms,
    namespaces: lines.filter(({ type }) => type === 'namespace'),
    summary: lines.at(-1) as unknown as Record<string, unknown>,
    exitCode,
  };
}

/** What is said of a scenario's captures, beside hashed-pointers and ports. */
const SCENARIOS: Readonly<Record<string, SymptomKind[]>> = {
  'ipv6-container-to-container': ['no-init'],
  'ipvlan-bypass': ['no-init'],
  'udp-refused': ['one-direction'],
  'udp-fragments': ['ambiguous-packets'],
  'ipv6-udp-fragments': ['ambiguous-packets'],
  'icmp-masq': ['ambiguous-packets'],
  'container-to-container': ['no-init'],
  'dropped-in-forward': ['nothing-through', 'one-direction'],
  'dropped-in-raw-prerouting': ['nothing-through', 'one-direction'],
  'macvlan-bypass': ['no-init'],
  'sidecar-redirect': ['no-init'],
};

describe('captures', () => {
  const captures = scenarios()
    .flatMap((scenario) => capturesOf(scenario).map((capture) => ({ scenario, log: capture.log })))
    .filter(({ log }) => /linux-.*\.log$/.test(log));

  test.each(captures)('$log', async ({ scenario, log }) => {
    const { kinds, exitCode } = await examine([log]);
    // Tunnels send packets one way each.
    const expected =
      SCENARIOS[scenario] ?? (log.includes('overlay-outer/linux-7.2.format2') ? ['one-direction'] : []);
    const rest = kinds.filter((kind) => !['hashed-pointers', 'ports', 'torn-records'].includes(kind));
    expect(rest).toEqual(expected);
    expect(kinds).toContain('hashed-pointers');
    if (scenario !== 'icmp-masq') expect(kinds).toContain('ports');
    expect(exitCode).toBe(expected.includes('nothing-through') ? 3 : 0);
  });

  test('those of the article have real pointers, and one begins in the middle of a record', async () => {
    expect((await examine(['fixtures/external-to-container/el7-3.10.log'])).kinds).toEqual(['ports']);
    expect((await examine(['fixtures/container-to-container-bridge-nf/el7-3.10.log'])).kinds).toEqual([
      'incomplete-records',
      'one-direction',
      'ports',
    ]);
  });

  test('counts the entries of each hook in each namespace', async () => {
    const { namespaces, summary } = await examine(['fixtures/external-to-container/el7-3.10.log']);
    const rest = { type: 'namespace', boot: 0 };
    expect(namespaces).toEqual([
      {
        ...rest,
        netns: 'ffffffff8d911640',
        name: 'init',
        hooks: { PRE_ROUTING: 2, LOCAL_IN: 0, FORWARD: 2, LOCAL_OUT: 0, POST_ROUTING: 2 },
      },
      {
        ...rest,
        netns: 'ffff9710acf80000',
        name: '172.17.0.2',
        hooks: { PRE_ROUTING: 1, LOCAL_IN: 1, FORWARD: 0, LOCAL_OUT: 1, POST_ROUTING: 1 },
      },
    ]);
    expect(summary).toMatchObject({ fit: true, directions: { original: 1, reply: 1 } });
  });
});

/** What is said of captures of loads, beside torn-records, hashed-pointers and ports. */
const LOADS: Readonly<Record<string, SymptomKind[]>> = {
  'load-50/linux-6.1.log.gz': [],
  'truth/linux-5.10-container-to-container-mixed-load': ['one-direction'],
  'truth/linux-6.1-8cpu-brnf0': ['ambiguous-packets'],
  'truth/linux-6.1-8cpu-brnf0-rps': ['ambiguous-packets'],
  'truth/linux-6.1-8cpu-brnf1-heavy': ['ambiguous-packets'],
  'truth/linux-6.1-8cpu-brnf1-loss': ['ambiguous-packets'],
  'truth/linux-6.1-container-to-container-mixed-load': ['ambiguous-packets'],
  'truth/linux-6.1-overlay-service-vip': ['no-init'],
  'truth/linux-6.1-reply-large-brnf1': [],
  'truth/linux-6.12-2cpu-brnf1': ['ambiguous-packets'],
  'truth/linux-6.12-8cpu-brnf1': ['ambiguous-packets'],
  'truth/linux-6.12-load-2-cpus.format2-alone': [],
  'truth/linux-7.2-load-8-cpus': ['ambiguous-packets'],
  'truth/linux-7.2-load-8-cpus.format2': [],
  'truth/linux-7.2-load-8-cpus.format2-alone': [],
};

describe('loads, also with lines that a busy CPU printed late', () => {
  test('are all there', () => {
    const truths = fs.readdirSync('fixtures/truth').filter((name) => name !== 'README.md');
    expect(Object.keys(LOADS).filter((name) => name.startsWith('truth/'))).toEqual(
      truths.sort().map((name) => `truth/${name}`),
    );
  });

  test.each(Object.entries(LOADS))('%s', async (name, expected) => {
    const log = path.join('fixtures', name, name.endsWith('.gz') ? '' : 'capture.log.gz').replace(/\/$/, '');
    const { kinds, exitCode } = await examine([], zlib.gunzipSync(fs.readFileSync(log)));
    const usual: SymptomKind[] = ['torn-records', 'hashed-pointers', 'ports'];
    expect(kinds.filter((kind) => !usual.includes(kind))).toEqual(expected);
    expect(exitCode).toBe(0);
  });
});

/** Logs that something is the matter with, made of a good one. */
const DAMAGES: readonly { name: string; log: string; kinds: SymptomKind[]; details?: object }[] = [
  { name: 'an empty log', log: '\n', kinds: ['no-records'], details: { because: 'empty' } },
  {
    name: 'a log of something else',
    log: 'Nov 22 21:38:36 vm sshd[7]: hello\n',
    kinds: ['no-records'],
    details: { because: 'foreign' },
  },
  {
    name: 'a module that saw nothing',
    log: LINES.filter((line) => line.includes('nftrace module')).join('\n'),
    kinds: ['no-records'],
    details: { because: 'silent-module' },
  },
  {
    name: 'lines that somebody has filtered',
    log: LINES.filter((line) => line.includes('skb:')).join('\n'),
    kinds: ['no-records', 'incomplete-records'],
    details: { because: 'pieces' },
  },
  {
    name: 'lines that are all cut',
    log: EL7.replaceAll(/^(\[.{40}).*$/gm, '$1'),
    kinds: ['no-records', 'unread-lines'],
  },
  {
    name: 'a kernel that cannot hash pointers yet',
    log: LINES.join('\n').replaceAll(/((?:NS|INITNET|skb): )[0-9a-f]{16}/g, '$1(____ptrval____)'),
    kinds: ['hidden-pointers'],
  },
  {
    name: 'a module of another name',
    log: LINES.join('\n').replaceAll('[nftrace]', '[mytrace]'),
    kinds: ['no-records'],
  },
  {
    name: 'init alone',
    log: [...LINES.slice(11, 23), ...LINES.slice(39, 51)].join('\n'),
    kinds: ['only-init', 'hashed-pointers', 'ports'],
  },
  {
    name: 'a log that begins in the middle of a record and of a packet',
    log: LINES.slice(17).join('\n'),
    kinds: ['incomplete-records', 'cut-beginning', 'hashed-pointers', 'ports'],
  },
  {
    name: 'a log that ends in the middle of a packet',
    log: LINES.slice(0, 75).join('\n'),
    kinds: ['cut-end', 'hashed-pointers', 'ports'],
  },
  {
    name: 'a lost line',
    log: LINES.toSpliced(73, 1).join('\n'),
    kinds: ['incomplete-records', 'ambiguous-packets', 'hashed-pointers', 'ports'],
  },
  {
    name: 'a line that somebody has cut',
    log: LINES.map((line, i) => (i === 73 ? line.slice(0, 50) : line)).join('\n'),
    kinds: ['incomplete-records', 'unread-lines', 'ambiguous-packets', 'hashed-pointers', 'ports'],
  },
  {
    name: 'replies alone',
    log: LINES.slice(31, 59).join('\n'),
    kinds: ['one-direction', 'clients-unknown', 'hashed-pointers', 'ports'],
    details: { flows: 1, of: 1 },
  },
  {
    name: 'a capture with a header',
    log: `# nfpath capture 1\n# nfpath kernel 3.10.0-957.el7 x86_64\n# nfpath sysctl net.bridge.bridge-nf-call-iptables = 1\n${EL7}`,
    kinds: ['ports', 'captured'],
  },
  {
    name: 'a header without its log',
    log: '# nfpath capture 1\n# nfpath kernel 6.1.0 x86_64\n',
    kinds: ['no-records', 'captured'],
    details: { because: 'foreign' },
  },
  {
    name: 'a reboot',
    log: `${EL7}${LINES.join('\n')}`,
    kinds: ['several-boots', 'hashed-pointers', 'ports'],
    details: { boots: 2, inputs: 1, first: { line: EL7.split('\n').length + 6 } },
  },
  {
    name: 'another host or boot that goes on at a later time',
    log: `${LINES.join('\n')}${EL7}`,
    kinds: ['several-boots', 'hashed-pointers', 'ports'],
    details: { boots: 2, inputs: 1, first: { line: LINES.length - 1 + 4 } },
  },
  {
    name: 'two hosts whose lines stand among each other',
    log: [...EL7.split('\n').slice(0, 20), ...LINES.slice(0, -1), ...EL7.split('\n').slice(20)].join('\n'),
    kinds: ['several-boots', 'several-hosts', 'hashed-pointers', 'ports'],
    details: { boots: 3, inputs: 1, first: { line: 27 } },
  },
  {
    name: 'a clock that was set back',
    log: EL7.split('\n')
      .map((line, i) => (i < 20 ? line.replace('[3598646.', '[3598647.') : line))
      .join('\n'),
    kinds: ['clock-steps', 'ports'],
    details: { steps: 1, first: { line: 24 } },
  },
  {
    name: 'a console that fell behind',
    log: EL7.split('\n').toSpliced(20, 0, '** 12 printk messages dropped **').join('\n'),
    kinds: ['lost-lines', 'ports'],
    details: { marks: 1, first: { line: 21 } },
  },
  {
    name: 'a trace behind DNAT, in format 2',
    log: ['PRE_ROUTING', 'LOCAL_IN']
      .map((hook, i) => format2Line({ hook, dev: 'eth0/2', in: 'eth0/2', seq: i + 1, priority: -99 }))
      .join('\n'),
    kinds: ['late-trace', 'only-init', 'one-direction', 'hashed-pointers', 'ports'],
    details: { entries: 2 },
  },
  {
    name: 'no kernel time',
    log: EL7.replaceAll(/^\[[ 0-9.]+\] /gm, ''),
    kinds: ['no-kernel-time', 'ports'],
  },
  {
    name: 'two CPUs',
    // The records of two packets that have nothing in common, line by line.
    log: [0, 1, 2, 3].flatMap((i) => [LINES[3 + i]!, LINES[31 + i]!]).join('\n'),
    kinds: ['nothing-through', 'cut-end', 'torn-records', 'hashed-pointers', 'ports'],
  },
];

describe('damages', () => {
  test.each(DAMAGES)('$name', async ({ log, kinds, details }) => {
    const found = await examine([], log);
    // Whatever else cutting a log leads to, it is said.
    expect(found.kinds).toEqual(expect.arrayContaining(kinds));
    // What all namespaces looking alike would seem to say is not said.
    if (kinds.includes('hidden-pointers')) {
      expect(found.kinds).not.toContain('only-init');
      expect(found.kinds).not.toContain('several-hosts');
    }
    if (details !== undefined) {
      expect(found.symptoms).toContainEqual(expect.objectContaining({ kind: kinds[0], ...details }));
    }
    const isUnfit = found.kinds.some((kind) => SEVERITIES[kind] === 'unfit');
    expect(found.exitCode).toBe(isUnfit ? 3 : 0);
    expect(found.summary['fit']).toBe(!isUnfit);
  });

  test('a header is told as it stands there', async () => {
    const { log } = DAMAGES.find(({ name }) => name === 'a capture with a header')!;
    const { symptoms } = await examine([], log);
    expect(symptoms.at(-1)).toMatchObject({
      captures: 1,
      first: { line: 1 },
      kernel: '3.10.0-957.el7',
      sysctls: { 'net.bridge.bridge-nf-call-iptables': '1' },
    });
  });

  test('each symptom is seen in one of these', () => {
    const seen = new Set([...DAMAGES.flatMap(({ kinds }) => kinds), ...Object.values(SCENARIOS).flat()]);
    expect(Object.keys(SEVERITIES).filter((kind) => !seen.has(kind as SymptomKind))).toEqual([]);
  });
});

describe('several logs', () => {
  const ofTheLog = expect.stringMatching(/\d\.log$/) as string;
  const damaged = (name: string): string => DAMAGES.find((damage) => damage.name === name)!.log;

  test('symptoms name the file', () => {
    const { stdout } = nfpath(['doctor', EXTERNAL, '-'], damaged('a clock that was set back'));
    expect(stdout).toContain('first in line 24 of -');
  });

  test('of one boot each are as they should be', async () => {
    const { kinds } = await examine([EXTERNAL, 'fixtures/external-to-container/el7-3.10.log']);
    expect(kinds).toEqual(['hashed-pointers', 'ports']);
  });

  test('an empty one does not make up for one with two boots', async () => {
    const { symptoms } = await examine(['/dev/null', '-'], damaged('a reboot'));
    expect(symptoms[0]).toMatchObject({ kind: 'several-boots', boots: 2, first: { file: ofTheLog } });
  });

  test('one of init alone is not hidden by a whole one', async () => {
    const { symptoms } = await examine([EXTERNAL, '-'], damaged('init alone'));
    expect(symptoms[0]).toMatchObject({
      kind: 'only-init',
      boots: 1,
      of: 2,
      first: { file: ofTheLog, line: 4 },
    });
  });

  test('one without init is named, too', () => {
    const { stdout } = nfpath(['doctor', EXTERNAL, 'fixtures/macvlan-bypass/linux-6.1.log']);
    expect(stdout).toContain('In 1 of 2 boots (the first begins in line');
    expect(stdout).toContain('of fixtures/macvlan-bypass/linux-6.1.log');
  });
});

test('the docs have every symptom with its severity', () => {
  const rows = fs.readFileSync('docs/doctor.md', 'utf8').matchAll(/^\| `([a-z-]+)` +\| (\w+) /gm);
  expect(Object.fromEntries([...rows].map(([, kind, severity]) => [kind, severity]))).toEqual(SEVERITIES);
});

/** Read and found right; `-u` writes them anew. */
test.each([
  'a line that somebody has cut',
  'another host or boot that goes on at a later time',
  'a module that saw nothing',
  'a capture with a header',
])('in words: %s', async (name) => {
  const { stdout, exitCode } = nfpath(['doctor'], DAMAGES.find((damage) => damage.name === name)!.log);
  const golden = path.resolve('test/doctor/goldens', `${name.replaceAll(' ', '-')}.txt`);
  await expect(`${stdout}exit ${exitCode}\n`).toMatchFileSnapshot(golden);
});
