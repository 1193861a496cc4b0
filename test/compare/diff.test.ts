import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { capturesOf, scenarios } from '../support/golden.js';
import { json, nfpath, startNfpath, type Line } from '../support/nfpath.js';
import { comparePaths } from '../../src/compare/compare.js';
import { renamed } from '../../src/compare/renames.js';
import { verdictOf, type ComparisonVerdict } from '../../src/model/difference.js';
import { parseSnapshot } from '../../src/snapshot/parse-snapshot.js';
import { HOSTILE_DEVICE } from '../support/hostile-names.js';
import { compared, comparisonLines, pathSet } from '../support/path-sets.js';

const isInContract = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync('docs/nfpath.schema.json', 'utf8')) as object,
);

const EL7 = 'fixtures/external-to-container/el7-3.10.log';
const NEW = 'fixtures/external-to-container/linux-6.1.log';

/** The lines of `--format json`, each of which must be in the contract. */
function diffJson(...args: string[]): { lines: Line[]; exitCode: number | null } {
  const { stdout, stderr, exitCode } = nfpath(['diff', '--format', 'json', ...args]);
  expect(stderr).toBe('');
  const lines = json(stdout);
  expect(lines.flatMap((line) => (isInContract(line) ? [] : [line, isInContract.errors]))).toEqual([]);
  expect(lines.at(-1)).toMatchObject({
    type: 'summary',
    differences: lines.filter(({ type }) => type === 'difference').length,
    missing: lines.filter(({ type }) => type === 'missing').length,
    undecided: lines.filter(({ type }) => type === 'undecided').length,
  });
  return { lines, exitCode };
}

function gunzipped(file: string): Buffer {
  return zlib.gunzipSync(fs.readFileSync(file));
}

describe('the article (3.10) against', () => {
  test.each(['linux-5.10', 'linux-6.1'])('%s: exactly what is really different', (kernel) => {
    const { lines, exitCode } = diffJson(EL7, `fixtures/external-to-container/${kernel}.log`);
    expect(exitCode).toBe(1);
    const change = { type: 'difference', kind: 'device', at: 'init/POST_ROUTING', device: 'in', old: null };
    const namespaces = { type: 'missing', kind: 'namespaces', only: 'new', end: 'client' };
    expect(lines).toMatchObject([
      { ...change, direction: 'original', new: 'ens160' },
      { ...change, direction: 'reply', new: 'docker0' },
      { ...namespaces, direction: 'original', entries: ['client/LOCAL_OUT', 'client/POST_ROUTING'] },
      { ...namespaces, direction: 'reply', entries: ['client/PRE_ROUTING', 'client/LOCAL_IN'] },
      { type: 'summary', verdict: 'differs', complete: true },
    ]);
    expect(lines[0]!['meaning']).toBe('A rule at init/POST_ROUTING may now match on the in-device.');
  });

  test('6.1, from container to container: nothing', () => {
    const { lines, exitCode } = diffJson(
      ...['el7-3.10', 'linux-6.1'].map((kernel) => `fixtures/container-to-container/${kernel}.log`),
    );
    expect(exitCode).toBe(0);
    expect(lines).toMatchObject([{ verdict: 'same', same: { scenarios: 1, paths: 2 } }]);
  });

  test('6.1, with bridge-nf: the names of the bridge ports, and replies that the article has not captured', () => {
    const logs = ['el7-3.10', 'linux-6.1'].map(
      (kernel) => `fixtures/container-to-container-bridge-nf/${kernel}.log`,
    );
    expect(diffJson(...logs).lines.map(({ type, kind }) => [type, kind])).toEqual([
      ['difference', 'device'],
      ['difference', 'device'],
      ['missing', 'traffic'],
      ['summary', undefined],
    ]);
    // The article's port has a random name, as docker makes them.
    const mapped = diffJson('--map-dev', 'veth*=vethc2', ...logs);
    expect(mapped.exitCode).toBe(3);
    expect(mapped.lines).toMatchObject([
      { type: 'missing', kind: 'traffic', direction: 'reply', only: 'new' },
      { verdict: 'inconclusive' },
    ]);
  });
});

describe('5.10 against 6.1', () => {
  const both = scenarios().filter((scenario) =>
    ['linux-5.10', 'linux-6.1'].every((kernel) =>
      capturesOf(scenario).some(({ log }) => log.endsWith(`/${kernel}.log`)),
    ),
  );

  test('are there', () => expect(both.length).toBeGreaterThan(10));

  test.each(both)('%s: no difference', (scenario) => {
    const read = (kernel: string): Buffer => fs.readFileSync(`fixtures/${scenario}/${kernel}.log`);
    const comparison = compared(read('linux-5.10'), read('linux-6.1'));
    expect(comparisonLines(comparison)).toEqual([]);
    expect(comparison.same.paths).toBeGreaterThan(0);
  });

  test('an overlay network that fails on one and works on the other: fate and last hook', () => {
    const [old, fresh] = ['5.10', '6.1'].map((kernel) =>
      gunzipped(`fixtures/truth/linux-${kernel}-container-to-container-mixed-load/capture.log.gz`),
    );
    const { differences, missing, undecided, same } = compared(old!, fresh!);
    expect(differences).toMatchObject([
      {
        scenario: { server: '10.244.2.10:9376', published: '10.96.0.10:80', from: 'container' },
        direction: 'original',
        change: {
          kind: 'fate',
          old: { fate: 'sent', at: { netns: 'netns#1', hook: 4 } },
          new: { fate: 'delivered', at: { netns: 'service', hook: 1 } },
        },
      },
    ]);
    expect(missing).toMatchObject([{ kind: 'traffic', only: 'new', direction: 'reply' }]);
    expect(undecided).toEqual([]);
    expect(same.paths).toBe(8);
  });
});

describe('captures of load', () => {
  test('two and eight CPUs show the same paths, however torn', () => {
    const [old, fresh] = ['2cpu', '8cpu'].map((cpus) =>
      gunzipped(`fixtures/truth/linux-6.12-${cpus}-brnf1/capture.log.gz`),
    );
    const comparison = compared(old!, fresh!);
    expect(comparisonLines(comparison)).toEqual([]);
    expect(comparison.same).toEqual({ scenarios: 7, paths: 21 });
  });
});

describe('names that differ', () => {
  /** The capture of another host: addresses, devices. */
  function elsewhere(): Buffer {
    const text = fs.readFileSync(NEW, 'latin1');
    return Buffer.from(
      text
        .replaceAll('172.17.0.2', '172.30.5.9')
        .replaceAll('10.10.10.2:8081', '192.168.1.7:80')
        .replaceAll('ens160', 'eno1'),
      'latin1',
    );
  }

  test('without a map it is other traffic', () => {
    const { stdout, exitCode } = nfpath(['diff', NEW, '-', '--format', 'json'], elsewhere());
    expect(exitCode).toBe(3);
    expect(json(stdout).map(({ type }) => type)).toEqual([
      'missing',
      'missing',
      'missing',
      'missing',
      'summary',
    ]);
  });

  test('with --map and --map-dev it is the same', () => {
    const maps = [
      '--map',
      '172.17.0.2=172.30.5.9',
      '--map',
      '10.10.10.2:8081=192.168.1.7:80',
      '--map-dev',
      'ens160=eno1',
    ];
    const { stdout, exitCode } = nfpath(['diff', NEW, '-', '--format', 'json', ...maps], elsewhere());
    expect(json(stdout)).toMatchObject([{ verdict: 'same', same: { scenarios: 1, paths: 2 } }]);
    expect(exitCode).toBe(0);
  });

  test('--map-netns gives a namespace on the way another name', () => {
    const overlay = pathSet(gunzipped('fixtures/truth/linux-6.1-overlay-service-vip/capture.log.gz'));
    const verdict = (...names: [string, string][]): ComparisonVerdict => {
      const none = new Map<string, string>();
      const renames = { addresses: none, namespaces: new Map(names), devices: none };
      return verdictOf(comparePaths(renamed(overlay, renames), overlay));
    };
    expect(verdict()).toBe('same');
    expect(verdict(['netns#1', 'node-b'])).toBe('differs');
    expect(verdict(['netns#1', 'netns#2'], ['netns#2', 'netns#1'])).toBe('differs');
  });
});

test('names that somebody has chosen to break what reads them stay names', () => {
  const hostile = Buffer.from(fs.readFileSync(NEW, 'latin1').replaceAll('ens160', HOSTILE_DEVICE), 'latin1');
  const text = nfpath(['diff', NEW, '-'], hostile);
  expect(text).toMatchObject({ exitCode: 1, stderr: '' });
  expect(text.stdout).not.toMatch(/[^\P{C}\n]/u);
  const { stdout } = nfpath(['diff', NEW, '-', '--format', 'json'], hostile);
  expect(stdout).not.toMatch(/[^\P{C}\n]/u);
  const [first] = json(stdout);
  expect(first).toMatchObject({ kind: 'device', old: 'ens160' });
  expect(first!['new']).toBe('\x1b[31m]]>&\x07\udce9\u202e\uffff#"');
  const snapshot = nfpath(['snapshot'], hostile);
  expect(snapshot.stdout).not.toMatch(/[^\P{C}\n]/u);
  const golden = parseSnapshot(snapshot.stdout, 'hostile.yaml');
  expect(comparisonLines(comparePaths(golden, pathSet(hostile)))).toEqual([]);
});

describe('timing', () => {
  test('is compared where it is asked for alone', () => {
    const { lines, exitCode } = diffJson(
      '--timing',
      '3',
      'fixtures/container-to-container/linux-5.10.log',
      'fixtures/container-to-container/el7-3.10.log',
    );
    expect(exitCode).toBe(1);
    expect(new Set(lines.slice(0, -1).map(({ kind }) => kind))).toEqual(new Set(['timing']));
    expect(lines[0]).toMatchObject({ direction: 'original' });
    // A form without times, and a snapshot.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-diff-'));
    const log = path.join(folder, 'timeless.log');
    fs.writeFileSync(log, fs.readFileSync(EL7, 'latin1').replaceAll(/^\[[ 0-9.]+\] /gm, ''));
    const timeless = diffJson('--timing', '2', log, EL7);
    fs.rmSync(folder, { recursive: true });
    expect(timeless.exitCode).toBe(3);
    expect(timeless.lines).toMatchObject([{ type: 'undecided', side: 'old', doubt: 'timeless' }, {}]);
  });
});

describe('with a policy', () => {
  const policy = (name: string): string[] => ['--policy', `fixtures/policies/${name}.yaml`];

  test('a rule that works since 5.7', () => {
    const { lines, exitCode } = diffJson(EL7, NEW, ...policy('in-device'));
    expect(exitCode).toBe(1);
    expect(lines.at(-2)).toMatchObject({
      type: 'verdict-change',
      rule: 'ingress guard',
      old: { verdict: 'violated', findings: [{ kind: 'device-unknown' }] },
      new: { verdict: 'holds', findings: [] },
      because: [1],
    });
    expect(lines.at(-1)).toMatchObject({ rules: { total: 1, changed: 1 } });
  });

  test('a rule that bridged packets go past', () => {
    const logs = ['container-to-container-bridge-nf', 'container-to-container'].map(
      (scenario) => `fixtures/${scenario}/linux-6.1.log`,
    );
    const { lines } = diffJson(...logs, ...policy('guard'));
    expect(lines.at(-2)).toMatchObject({
      old: { verdict: 'holds' },
      new: { verdict: 'violated', findings: [{ kind: 'bypassed' }, { kind: 'bypassed' }] },
      because: [3, 6],
    });
  });

  test('rules that say the same', () => {
    const { lines, exitCode } = diffJson(
      'fixtures/external-to-container/linux-5.10.log',
      NEW,
      ...policy('guard'),
    );
    expect(exitCode).toBe(0);
    expect(lines).toMatchObject([{ verdict: 'same', rules: { total: 1, changed: 0 } }]);
  });

  test.each([
    [['kernel.paths.yaml', NEW], 'cannot read kernel.paths.yaml: there is no such file'],
    [['fixtures/policies/guard.yaml', NEW], 'is a snapshot, and a policy is checked by the packets of a log'],
    [[EL7, NEW, '--map', 'a=b'], 'it cannot be checked with --map'],
  ])('%j cannot run', (args, message) => {
    const { stderr, exitCode } = nfpath(['diff', ...args, ...policy('guard')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('nfpath diff', () => {
  test('a log against itself, by pipe on either side', () => {
    const expected = expect.stringContaining('no difference: 2 paths alike in 1 scenario') as string;
    expect(nfpath(['diff', '-', NEW], fs.readFileSync(NEW))).toMatchObject({ exitCode: 0, stdout: expected });
    expect(nfpath(['diff', NEW, '-'], fs.readFileSync(NEW))).toMatchObject({ exitCode: 0, stdout: expected });
  });

  test.each([
    [['diff', EL7], "missing required argument 'new'"],
    [['diff', '-', '-'], 'only one input can come from standard input'],
    [['diff', EL7, 'no.log'], 'cannot read no.log: there is no such file'],
    [['diff', EL7, NEW, '--map', '172.17.0.2'], 'It must be OLD=NEW, like 172.17.0.2=172.18.0.9.'],
    [['diff', EL7, NEW, '--timing', 'x'], 'It must be a number from 1 up.'],
  ])('%j cannot run', (args, message) => {
    const { stdout, stderr, exitCode } = nfpath(args);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });

  test('an interrupted comparison says what is known, and that it is not all', async () => {
    const child = startNfpath(['diff', '--format', 'json', NEW, '-']);
    let stdout = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stdin!.on('error', () => {});
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    expect(json(stdout).at(-1)).toMatchObject({ complete: false, verdict: 'inconclusive' });
  });

  test('docs/cli.md names every option', () => {
    const help = nfpath(['diff', '--help']).stdout;
    const options = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map((match) => match[1]!);
    const page = fs.readFileSync('docs/cli.md', 'utf8');
    expect(options.length).toBeGreaterThan(6);
    expect(options.filter((option) => !page.includes(`\`${option}`))).toEqual([]);
  });
});
