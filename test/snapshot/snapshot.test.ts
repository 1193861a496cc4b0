import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certainPaths } from '../../src/compare/certain-paths.js';
import { comparePaths } from '../../src/compare/compare.js';
import { verdictOf } from '../../src/model/difference.js';
import { parsePathLines, pathLines } from '../../src/snapshot/path-lines.js';
import { parseSnapshot } from '../../src/snapshot/parse-snapshot.js';
import { snapshotText } from '../../src/snapshot/write-snapshot.js';
import { BadFile } from '../../src/yaml/bad-file.js';
import { disguised, recordsOf } from '../compare/disguise.js';
import { nfpath } from '../support/nfpath.js';
import { comparisonLines, pathSet } from '../support/path-sets.js';
import { seeded } from '../support/seeded.js';

const LOGS = fs
  .readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(?!dialects).*\/(?:el7|linux)-[\d.]+\.log$/.test(file))
  .sort();

function snapshotOf(log: string): string {
  return snapshotText(certainPaths(pathSet(log)).paths, [], null);
}

describe('a snapshot', () => {
  test.each(LOGS)('of %s is read back as the same paths, either way round', (file) => {
    const set = pathSet(fs.readFileSync(`fixtures/${file}`));
    const golden = parseSnapshot(snapshotText(certainPaths(set).paths, [], null), 'kernel.paths.yaml');
    expect(comparisonLines(comparePaths(golden, set))).toEqual([]);
    expect(comparisonLines(comparePaths(set, golden))).toEqual([]);
    expect(golden.scenarios.length).toBeGreaterThan(0);
  });

  test('is the same text for other pointers, ports, times and another order', () => {
    const random = seeded(64);
    for (let i = 0; i < 20; i++) {
      const captures = [0, 1, 2].map(() =>
        recordsOf(fs.readFileSync(`fixtures/${LOGS[random(LOGS.length)]!}`, 'utf8')),
      );
      expect(snapshotOf(disguised(captures, random))).toBe(snapshotOf(disguised(captures, random)));
    }
  });

  test('holds odd names of devices, byte by byte', () => {
    const name = 'a "b\\\x1b[\xff]=?';
    const entries = [
      { netns: 'init', hook: 0, in: name, out: '?', dev: null, src: 'client', dst: '10.0.0.1:80' },
    ];
    const lines = pathLines(entries);
    expect(lines[1]).toBe('init/PRE_ROUTING[in="a \\x22b\\x5c\\x1b[\\xff]=?",out="?",dev=?]');
    expect(parsePathLines(lines)).toEqual({ entries, problems: [] });
  });

  test('is not of what is doubtful, and says so', () => {
    const text = fs.readFileSync('fixtures/external-to-container/linux-6.1.log', 'utf8');
    // The record of FORWARD of one packet is missing.
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('[2]: '));
    lines.splice(at - 3, 4);
    const whole = certainPaths(pathSet(text));
    const { paths, leftOut } = certainPaths(pathSet(lines.join('\n')));
    expect(leftOut.length).toBeGreaterThan(0);
    expect(verdictOf(comparePaths(paths, whole.paths))).toBe('same');
    const golden = parseSnapshot(snapshotText(paths, ['ambiguous: original packets'], null), 'a.yaml');
    expect(comparisonLines(comparePaths(golden, whole.paths))).toEqual([
      'The snapshot old leaves out what could not be told of its captures (see "left-out" in it).',
    ]);
  });
});

const PATH = `        path:
          - client -> 10.0.0.1:80
          - init/PRE_ROUTING[in=eth0]
          - init/LOCAL_IN[in=eth0]
`;
const GOOD = `version: 1
scenarios:
  - from: external
    to: 10.0.0.1:80
    original:
      - fate: delivered
${PATH}`;

describe('a bad snapshot is refused with its place:', () => {
  test.each([
    [
      'another hook',
      GOOD.replace('LOCAL_IN', 'LOCAL_INN'),
      'a.yaml:10:13: there is no hook "LOCAL_INN", did you mean "LOCAL_IN"?',
    ],
    [
      'another fate',
      GOOD.replace('fate: delivered', 'fate: deliverd'),
      'a.yaml:6:15: "fate" cannot be "deliverd", did you mean "delivered"?',
    ],
    ['an unknown key', GOOD.replace('to:', 'two:'), 'a.yaml:4:5: unknown key "two", did you mean "to"?'],
    [
      'an address without a port',
      GOOD.replace('to: 10.0.0.1:80', 'to: 10.0.0.1'),
      'a.yaml:4:9: "10.0.0.1" is no address and port',
    ],
    [
      'a path without its packet',
      GOOD.replace('          - client -> 10.0.0.1:80\n', ''),
      'a.yaml:8:13: a path begins with its packet',
    ],
    [
      'a path without entries',
      GOOD.replace(/ {10}- init.*\n/g, ''),
      'a.yaml:8:13: a path has one entry at least',
    ],
    [
      'a packet in the middle',
      GOOD.replace('- init/LOCAL_IN[in=eth0]', '- client -> 10.0.0.2:80'),
      'a.yaml:10:13: only the first line of a path is its packet; a translation is written dnat 10.0.0.2:80',
    ],
    [
      'devices in another form',
      GOOD.replace('[in=eth0]', '[eth0]'),
      'a.yaml:9:13: "eth0" is not of the form in=eth0,out=eth1,dev=eth2',
    ],
    ['a device twice', GOOD.replace('[in=eth0]', '[in=eth0,in=eth1]'), 'a.yaml:9:13: "in" is there twice'],
    [
      'what is no line',
      GOOD.replace('init/LOCAL_IN[in=eth0]', 'onwards'),
      'a.yaml:10:13: "onwards" is no entry of a path',
    ],
    [
      'the same scenario twice',
      GOOD + GOOD.slice(GOOD.indexOf('  - from')),
      'a.yaml:11:5: this scenario is there twice',
    ],
    [
      'another version',
      GOOD.replace('version: 1', 'version: 2'),
      'a.yaml:1:10: this nfpath reads version 1 of snapshots only',
    ],
    ['a policy', 'version: 1\nservices: {}\n', 'a.yaml:1:1: a snapshot needs the key "scenarios"'],
    ['an alias', GOOD.replace('external', '*x'), 'a.yaml:3:11: a snapshot has no YAML aliases'],
  ])('%s', (_, text, message) => {
    const refuse = (): unknown => parseSnapshot(text, 'a.yaml');
    expect(refuse).toThrow(BadFile);
    expect(refuse).toThrow(message);
  });

  test('while this one is good', () => {
    expect(parseSnapshot(GOOD, 'a.yaml').scenarios).toHaveLength(1);
  });
});

describe('nfpath snapshot', () => {
  let folder = '';
  let file = '';
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-'));
    file = path.join(folder, 'kernel.paths.yaml');
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const EL7 = 'fixtures/external-to-container/el7-3.10.log';
  const NEW = 'fixtures/external-to-container/linux-6.1.log';

  test('writes what diff accepts on either side', () => {
    const { stdout, exitCode } = nfpath(['snapshot', NEW]);
    expect(exitCode).toBe(0);
    fs.writeFileSync(file, stdout);
    expect(nfpath(['diff', file, 'fixtures/external-to-container/linux-5.10.log']).exitCode).toBe(0);
    expect(nfpath(['diff', NEW, file]).exitCode).toBe(0);
    expect(nfpath(['diff', file, EL7]).exitCode).toBe(1);
  });

  test('--update keeps the comments, also of a line that has changed', () => {
    fs.writeFileSync(
      file,
      nfpath(['snapshot', EL7])
        .stdout.replace('  - from: external', '  # The way of the article.\n  - from: external')
        .replace('[out=docker0]', '[out=docker0] # knows no in-device before 5.7')
        .replace('    reply:', '    # And back.\n    reply:'),
    );
    const before = fs.readFileSync(file, 'utf8');
    expect(nfpath(['snapshot', EL7, '--update', file])).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    expect(fs.readFileSync(file, 'utf8')).toBe(before);
    const fresh = path.join(folder, 'next.log');
    const log = fs.readFileSync(EL7, 'utf8').split('\n');
    const at = log.findIndex((line) => /\[4\]: 10\.10/.test(line)) - 1;
    log[at] = log[at]!.replace(
      /IN DEV: \(null\), NS: +\(null\)/,
      `IN DEV: ens160, NS: ${/NS: (\S+)$/.exec(log[at]!)![1]}`,
    );
    fs.writeFileSync(fresh, log.join('\n'));
    expect(nfpath(['snapshot', fresh, '--update', file]).exitCode).toBe(0);
    const after = fs.readFileSync(file, 'utf8');
    expect(after).toBe(before.replace('[out=docker0] #', '[in=ens160,out=docker0] #'));
    expect(fs.readdirSync(folder).sort()).toEqual(['kernel.paths.yaml', 'next.log']);
  });

  test('--update of what is no snapshot leaves it alone', () => {
    fs.writeFileSync(file, 'rules: []\n');
    const { exitCode, stderr } = nfpath(['snapshot', NEW, '--update', file]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('unknown key "rules"');
    expect(fs.readFileSync(file, 'utf8')).toBe('rules: []\n');
  });

  test('a log that does not tell everything', () => {
    const lines = fs.readFileSync(NEW, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('[2]: '));
    const { stdout, exitCode } = nfpath(['snapshot'], lines.toSpliced(at - 3, 4).join('\n'));
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(
      /^left-out:\n {2}- ".*: original packets, container client → 10\.10\.10\.2:8081 ⇒ 172\.17\.0\.2:8080"$/m,
    );
  });
});
