/** `nfpath module`, and what `nfpath capture` says where it cannot begin. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { duration, listOf, portList } from '../../src/cli/capture-arguments.js';
import { TRACE_PROTOCOLS } from '../../src/model/trace-parameters.js';
import { NFPATH, nfpath } from '../support/nfpath.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-commands-'));

describe('nfpath module', () => {
  const sources = fs
    .readdirSync('module', { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();

  test('writes every source, and says how to build and load it', () => {
    const target = path.join(folder, "a new/one's");
    const { stdout, stderr, exitCode } = nfpath(['module', target]);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(fs.readdirSync(target).sort()).toEqual(sources);
    for (const name of sources)
      expect(fs.readFileSync(path.join(target, name))).toEqual(fs.readFileSync(path.join('module', name)));
    const quoted = `'${folder}/a new/one'\\''s'`;
    expect(stdout).toContain(`wrote ${sources.length} files: ${sources.join(' ')}\n`);
    expect(stdout).toContain(`\n  make -C ${quoted}\n  insmod ${quoted}/nftrace.ko ports=8080,8081\n`);
  });

  test('overwrites what is there only where that is asked for', () => {
    const target = path.join(folder, 'there');
    fs.mkdirSync(target);
    const mine = path.join(target, 'main.c');
    fs.writeFileSync(mine, 'mine');
    expect(nfpath(['module', target])).toEqual({
      stdout: '',
      stderr: `nfpath: ${mine} is there already: name another folder, or overwrite it with --force\n`,
      exitCode: 2,
    });
    expect(fs.readdirSync(target)).toEqual(['main.c']);
    expect(nfpath(['module', target, '--force']).exitCode).toBe(0);
    expect(fs.readFileSync(mine, 'utf8')).not.toBe('mine');
  });

  test('says where it cannot write', () => {
    const { stderr, exitCode } = nfpath(['module', '/dev/null/x']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cannot write to /dev/null/x: ');
  });

  test('finds them in the package, but not what they are tested with', () => {
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
    });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const packed = files.map((file) => file.path).filter((name) => name.startsWith('module/'));
    expect(packed.sort()).toEqual(sources.map((name) => `module/${name}`));
  });
});

describe('what is to be captured', () => {
  test.each<[(text: string) => unknown, string, unknown]>([
    [portList, '8080', ['8080']],
    [portList, '80,8080-8090,65535', ['80', '8080-8090', '65535']],
    [portList, 'all', []],
    [duration, '30', 30_000],
    [duration, '1.5s', 1500],
    [duration, '500ms', 500],
    [duration, '5m', 300_000],
    [duration, '1h', 3_600_000],
    [listOf(TRACE_PROTOCOLS), 'udp,tcp', ['tcp', 'udp']],
  ])('%o %s', (parse, text, value) => {
    expect(parse(text)).toEqual(value);
  });

  test.each<[(text: string) => unknown, string]>([
    ...['', '0', '00080', '65536', '8080-80', '80-', '80,', '-80', '80 rate=1', 'http', 'all,80'].map(
      (text): [typeof portList, string] => [portList, text],
    ),
    ...['', '0s', '-1s', '30d', '1e3', '25d', '600h'].map((text): [typeof duration, string] => [
      duration,
      text,
    ]),
    ...['', 'sctp', 'tcp,sctp', 'tcp udp'].map((text): [(text: string) => unknown, string] => [
      listOf(TRACE_PROTOCOLS),
      text,
    ]),
  ])('%o %j is refused', (parse, text) => {
    expect(() => parse(text)).toThrow(/^It must be /);
  });
});

describe('nfpath capture', () => {
  test.each([
    [['--ports', '80 rate=1'], 'It must be ports, as 80,8080-8090, or all.'],
    [['--format', '1', '--protocol', 'tcp,udp'], 'format 1 has lines for TCP over IPv4 alone'],
    [['--format', '1', '--family', 'ipv6'], 'format 1 has lines for TCP over IPv4 alone'],
    [['--for', '1s', '--', 'true'], 'a capture ends with the command or by --for, not by both'],
  ])('%j is refused', (args, message) => {
    const { stdout, stderr, exitCode } = nfpath(['capture', ...args]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });

  test('docs/cli.md names every option', () => {
    const { stdout } = nfpath(['capture', '--help']);
    const options = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map((match) => match[1]!);
    const page = fs.readFileSync('docs/cli.md', 'utf8');
    const section = page.slice(page.indexOf('## nfpath capture'), page.indexOf('## nfpath module'));
    expect(options.length).toBeGreaterThan(10);
    expect(options.filter((option) => option !== '--help' && !section.includes(option))).toEqual([]);
    expect(stdout).toContain('nfpath capture --ports 8080 -o web.log -- curl');
  });

  const NOBODY = 65_534;
  const isRoot = process.getuid?.() === 0;
  const asNobody = (args: readonly string[]): { stderr: string; status: number | null } =>
    spawnSync(process.execPath, [NFPATH, ...args], {
      encoding: 'utf8',
      ...(isRoot && { uid: NOBODY, gid: NOBODY }),
    });

  test.skipIf(process.platform !== 'linux' || asNobody(['--version']).status !== 0)('needs root', () => {
    const output = path.join(folder, 'web.log');
    const { stderr, status } = asNobody(['capture', '-o', output]);
    expect({ stderr, status }).toEqual({
      stderr: 'nfpath: to load a kernel module takes root: sudo nfpath capture …\n',
      status: 2,
    });
    expect(fs.existsSync(output)).toBe(false);
  });
});
