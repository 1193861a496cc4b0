/** What writes pages: nfpath report, check --report, draw --format html. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { run } from '../../../src/cli/run.js';
import { ran } from '../../support/in-process.js';
import { nfpath, shell } from '../../support/nfpath.js';
import { attribute, ParsedPage, textOf } from '../../support/parsed-page.js';

const GUARD = 'fixtures/policies/guard.yaml';
const VIOLATED = 'fixtures/container-to-container/el7-3.10.log';
const LOAD = 'fixtures/load-50/linux-6.1.log.gz';

const PIPE = {
  stdinIsTerminal: false,
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  columns: 80,
  env: {},
};

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);

describe('check --report', () => {
  test('writes the page of nfpath report beside what it prints', async () => {
    const page = await ran(['report', '-p', GUARD, VIOLATED]);
    const checked = await ran(['check', '-p', GUARD, VIOLATED, '--report', at('page.html')]);
    expect(checked).toEqual(await ran(['check', '-p', GUARD, VIOLATED]));
    expect(fs.readFileSync(at('page.html'), 'utf8')).toBe(page.stdout);
    expect(page.exitCode).toBe(checked.exitCode);
  });

  test('does so at the end of a log that is followed', async () => {
    const { stdout } = await ran(['report', '-p', GUARD, '-'], fs.readFileSync(VIOLATED));
    const args = ['check', '-p', GUARD, '--follow', '--report', at('followed.html')];
    expect(nfpath(args, fs.readFileSync(VIOLATED)).exitCode).toBe(1);
    const bodies = [stdout, fs.readFileSync(at('followed.html'), 'utf8')].map((html) =>
      textOf(new ParsedPage(html).byId('paths')),
    );
    expect(bodies[1]).toBe(bodies[0]);
  });

  test('leaves the page where nobody reads what it prints to the end', () => {
    shell(`nfpath check -p ${GUARD} ${VIOLATED} --report ${at('closed.html')} | true`);
    expect(fs.readFileSync(at('closed.html'), 'utf8')).toContain('violated');
  });

  test('leaves the old page, and nothing else, where the policy is bad', () => {
    fs.writeFileSync(at('old.html'), 'old');
    const bad = ['check', '-p', 'fixtures/policies/typo.yaml', VIOLATED, '--report'];
    expect(nfpath([...bad, at('old.html')]).exitCode).toBe(2);
    expect(fs.readFileSync(at('old.html'), 'utf8')).toBe('old');
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test.each([
    [['--report', '-'], '--report needs a file; nfpath report writes to standard output'],
    [['--report', at('x'), '-o', at('./x')], '--report and --output are two files'],
    [['--report', at('no/x')], `cannot write ${at('no/x')}: there is no such folder`],
  ])('%j cannot run', (args, message) => {
    const { stdout, stderr, exitCode } = nfpath(['check', '-p', GUARD, VIOLATED, ...args]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });
});

describe('nfpath report', () => {
  test('reads a pipe, but not both log and policy', () => {
    const fromPipe = nfpath(['report', '-p', GUARD], fs.readFileSync(VIOLATED));
    expect(fromPipe).toMatchObject({ exitCode: 1, stderr: '' });
    expect(fromPipe.stdout).toContain('<h1>Packet paths in standard input</h1>');
    const both = nfpath(['report', '-p', '-'], '');
    expect(both).toMatchObject({ exitCode: 2, stdout: '' });
    expect(both.stderr).toContain('policy and log cannot both come from standard input');
  });

  test('does not write a page to a terminal', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const argv = ['node', 'nfpath', 'report', VIOLATED];
    expect(await run(argv, { ...PIPE, stdoutIsTerminal: true }, new AbortController().signal)).toBe(2);
    expect(said.mock.calls.join()).toContain('name a file, as in -o report.html');
    said.mockRestore();
  });

  test('says that it was interrupted, and is written', async () => {
    const argv = ['node', 'nfpath', 'report', VIOLATED, '-o', at('interrupted.html')];
    expect(await run(argv, PIPE, AbortSignal.abort('SIGINT'))).toBe(130);
    const page = new ParsedPage(fs.readFileSync(at('interrupted.html'), 'utf8'));
    expect(textOf(page.byId('content'))).toMatch(/^This is not the whole truth The reading was interrupted/);
  });
});

describe('draw --format html', () => {
  test('has the paths of chosen packets alone, and says so', async () => {
    const { stdout } = await ran(['draw', '--format', 'html', '--host', '172.17.0.4', LOAD]);
    const page = new ParsedPage(stdout);
    expect(page.errors).toEqual([]);
    const text = textOf(page.byId('content'));
    expect(text).toContain('548 packets, 87 flows (shown: 259 packets, 42 flows), nothing lost');
    expect(text).toContain('42 flows to 1 service, folded to 2 distinct paths.');
    expect(page.elements.filter((one) => attribute(one, 'class') === 'path').length).toBe(2);
  });

  test('marks the rules of a policy', async () => {
    const { stdout } = await ran(['draw', '--format', 'html', '-p', GUARD, VIOLATED]);
    expect(stdout).toContain('past host guard (init/LOCAL_IN or init/POST_ROUTING)');
  });
});
