import fs from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { SEVERITIES, type SymptomKind } from '../../src/model/symptom.js';
import { capturesOf, scenarios } from '../support/golden.js';
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

function examine(args: readonly string[], input = ''): Examination {
  const { stdout, stderr, exitCode } = nfpath(['doctor', '--format', 'json', ...args], input);
  expect(stderr).toBe('');
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

/** What is said of a scenario's captures on 5.10 and 6.1, beside hashed-pointers and ports. */
const SCENARIOS: Readonly<Record<string, SymptomKind[]>> = {
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

  test.each(captures)('$log', ({ scenario, log }) => {
    const { kinds, exitCode } = examine([log]);
    const expected = SCENARIOS[scenario] ?? [];
    const rest = kinds.filter((kind) => !['hashed-pointers', 'ports', 'torn-records'].includes(kind));
    expect(rest).toEqual(expected);
    expect(kinds).toContain('hashed-pointers');
    expect(kinds).toContain('ports');
    expect(exitCode).toBe(expected.includes('nothing-through') ? 3 : 0);
  });

  test('those of the article have real pointers, and one begins in the middle of a record', () => {
    expect(examine(['fixtures/external-to-container/el7-3.10.log']).kinds).toEqual(['ports']);
    expect(examine(['fixtures/container-to-container-bridge-nf/el7-3.10.log']).kinds).toEqual([
      'incomplete-records',
      'one-direction',
      'ports',
    ]);
  });

  test('counts the entries of each hook in each namespace', () => {
    const { namespaces, summary } = examine(['fixtures/external-to-container/el7-3.10.log']);
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

/** Logs that something is the matter with, made of a good one. */
const DAMAGES: readonly { name: string; log: string; kinds: SymptomKind[]; details?: object }[] = [
  { name: 'an empty log', log: '', kinds: ['no-records'] },
  { name: 'a log of something else', log: 'Nov 22 21:38:36 vm sshd[7]: hello\n', kinds: ['no-records'] },
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
    name: 'a reboot',
    log: `${EL7}${LINES.join('\n')}`,
    kinds: ['several-boots', 'hashed-pointers', 'ports'],
    details: { boots: 2, inputs: 1 },
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
  test.each(DAMAGES)('$name', ({ log, kinds, details }) => {
    const found = examine([], log);
    // Whatever else cutting a log leads to, it is said.
    expect(found.kinds).toEqual(expect.arrayContaining(kinds));
    if (details !== undefined) {
      expect(found.symptoms).toContainEqual(expect.objectContaining({ kind: kinds[0], ...details }));
    }
    const isUnfit = found.kinds.some((kind) => SEVERITIES[kind] === 'unfit');
    expect(found.exitCode).toBe(isUnfit ? 3 : 0);
    expect(found.summary['fit']).toBe(!isUnfit);
  });

  test('each symptom is seen in one of these, but for marks of loss, which are not read yet', () => {
    const seen = new Set([...DAMAGES.flatMap(({ kinds }) => kinds), ...Object.values(SCENARIOS).flat()]);
    expect(Object.keys(SEVERITIES).filter((kind) => !seen.has(kind as SymptomKind))).toEqual(['lost-lines']);
  });
});

test('several logs: symptoms name the file', () => {
  const { stdout } = nfpath(
    ['doctor', EXTERNAL, '-'],
    DAMAGES.find(({ name }) => /set back/.test(name))!.log,
  );
  expect(stdout).toContain('first in line 24 of -');
});

test('the docs have every symptom with its severity', () => {
  const rows = fs.readFileSync('docs/doctor.md', 'utf8').matchAll(/^\| `([a-z-]+)` +\| (\w+) /gm);
  expect(Object.fromEntries([...rows].map(([, kind, severity]) => [kind, severity]))).toEqual(SEVERITIES);
});
