/** How nfpath gets on with the streams and files around it: odd inputs, outputs that fail, people who interrupt. */
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { json, nfpath, shell, startNfpath } from './support/nfpath.js';
import { seeded } from './support/seeded.js';

const CAPTURE = 'fixtures/external-to-container/el7-3.10.log';
const LOG = fs.readFileSync(CAPTURE);
const POLICY = 'fixtures/policies/guard.yaml';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-streams-'));
const random = seeded(11);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string): string => path.join(folder, name);

describe('inputs that are no log', () => {
  test.each([
    ['UTF-16', Buffer.from('\ufeff[nftrace]: ====', 'utf16le'), 'it is UTF-16: convert it by iconv'],
    [
      'zstd',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0]),
      'it is compressed by zstd: pipe it through zstd -dc',
    ],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'it is compressed by xz: pipe it through xz -dc'],
    ['bzip2', Buffer.from('BZh91AY'), 'it is compressed by bzip2: pipe it through bzip2 -dc'],
    ['lz4', Buffer.from([0x04, 0x22, 0x4d, 0x18, 0, 0]), 'it is compressed by lz4: pipe it through lz4 -dc'],
    ['zip', Buffer.from('PK\u0003\u0004..'), 'it is a zip archive: pipe it through unzip -p'],
  ])('%s is one clear error, in a file and in a pipe', (name, bytes, what) => {
    const file = inFolder(`input.${name}`);
    fs.writeFileSync(file, bytes);
    for (const [outcome, called] of [
      [nfpath(['analyze', file]), file],
      [nfpath(['analyze'], bytes), 'standard input'],
    ] as const) {
      expect(outcome).toMatchObject({ stdout: '', exitCode: 2 });
      expect(outcome.stderr).toContain(`nfpath: cannot read ${called}: ${what}`);
    }
  });

  test('a binary file is so many foreign lines', () => {
    const bytes = Buffer.from(Array.from({ length: 200_000 }, () => random(256)));
    const { stdout, exitCode } = nfpath(['analyze', '--summary'], bytes);
    expect(exitCode).toBe(0);
    const { lines } = json(stdout)[0] as unknown as { lines: Record<string, number> };
    const ends = bytes.filter((byte) => byte === 10).length + (bytes.at(-1) === 10 ? 0 : 1);
    expect(lines['total']).toBe(ends);
    expect(lines['trace']).toBe(0);
  });

  test('damaged gzip is read as far as it goes', () => {
    const bytes = gzipSync(Buffer.concat(Array.from({ length: 500 }, () => LOG)), { level: 0 });
    bytes[bytes.length >> 1]! ^= 0xff;
    const { stdout, exitCode } = nfpath(['analyze', '--summary'], bytes);
    expect(exitCode).toBe(0);
    expect(json(stdout)[0]).toMatchObject({ lost: [{ kind: 'truncated' }] });
  });

  test('--max-bytes is said aloud', () => {
    const bomb = gzipSync(Buffer.alloc(1 << 22, 10));
    for (const [input, args] of [
      [bomb, ['--max-bytes', '1M']],
      [Buffer.alloc(1 << 22, 10), ['--max-bytes', '1M']],
    ] as const) {
      const summary = json(nfpath(['analyze', '--summary', ...args], input).stdout)[0];
      expect(summary).toMatchObject({
        complete: false,
        lines: { total: 1 << 20, blank: 1 << 20 },
        lost: [{ kind: 'limit' }],
      });
      expect(nfpath(['analyze', ...args], input).stdout).toContain('stopped at --max-bytes');
    }
    expect(nfpath(['analyze', '--max-bytes', 'much'], LOG).stderr).toContain('as 1000, 64k, 500M or 2G');
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', () => {
    const file = inFolder('secret.log');
    fs.writeFileSync(file, LOG, { mode: 0 });
    expect(nfpath(['analyze', file])).toEqual({
      stdout: '',
      stderr: `nfpath: cannot read ${file}: permission denied\n`,
      exitCode: 2,
    });
  });

  test.skipIf(!fs.existsSync('/usr/bin/script'))('a terminal is told what to do, and not waited for', () => {
    const nfpathOnTerminal = `"${process.execPath}" bin/nfpath.js analyze`;
    const { stdout, exitCode } = shell(`timeout 20 script -qec '${nfpathOnTerminal}' /dev/null`);
    expect(exitCode).toBe(2);
    expect(stdout).toContain(
      "there is no log to read: name a file or pipe one in, as in 'dmesg | nfpath analyze'",
    );
  });
});

describe('--output', () => {
  test('the file has what standard output would have, without colour', () => {
    const file = inFolder('report.txt');
    expect(nfpath(['analyze', CAPTURE, '-o', file])).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    expect(fs.readFileSync(file, 'utf8')).toBe(nfpath(['analyze', CAPTURE]).stdout);
    expect(nfpath(['analyze', CAPTURE, '-o', '-']).stdout).toBe(nfpath(['analyze', CAPTURE]).stdout);
  });

  test('every command that prints a report has it', () => {
    const file = inFolder('diff.txt');
    const [old, fresh] = [CAPTURE, 'fixtures/external-to-container/linux-6.1.log'];
    expect(nfpath(['diff', old, fresh, '-o', file])).toEqual({ stdout: '', stderr: '', exitCode: 1 });
    expect(fs.readFileSync(file, 'utf8')).toBe(nfpath(['diff', old, fresh]).stdout);
  });

  test('a link stays a link, and what it leads to is replaced', () => {
    const [target, link] = [inFolder('target.ndjson'), inFolder('link.ndjson')];
    fs.writeFileSync(target, 'old');
    fs.symlinkSync(target, link);
    expect(nfpath(['analyze', '--summary', CAPTURE, '-o', link]).exitCode).toBe(0);
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
    expect(json(fs.readFileSync(target, 'utf8'))[0]).toMatchObject({ packets: 2 });
  });

  test('a verdict that is bad is still written', () => {
    const file = inFolder('verdicts.ndjson');
    const capture = 'fixtures/container-to-container/el7-3.10.log';
    const { exitCode } = nfpath(['check', '-p', POLICY, '--format', 'json', capture, '-o', file]);
    expect([1, 3]).toContain(exitCode);
    expect(json(fs.readFileSync(file, 'utf8')).at(-1)).toMatchObject({ type: 'summary' });
  });

  test.each([
    ['a folder that is not there', () => inFolder('nowhere/report.txt'), 'there is no such folder'],
    ['a folder', () => folder, 'it is a directory'],
  ])('%s is one clear error', (_, target, why) => {
    const file = target();
    expect(nfpath(['analyze', CAPTURE, '-o', file])).toEqual({
      stdout: '',
      stderr: `nfpath: cannot write ${file}: ${why}\n`,
      exitCode: 2,
    });
  });

  test('a command that fails leaves the old file, and nothing beside it', () => {
    const file = inFolder('kept.txt');
    fs.writeFileSync(file, 'old');
    expect(nfpath(['analyze', CAPTURE, 'no-such.log', '-o', file]).exitCode).toBe(2);
    expect(fs.readFileSync(file, 'utf8')).toBe('old');
    expect(fs.readdirSync(folder).filter((name) => name.includes('kept'))).toEqual(['kept.txt']);
  });

  test('a process that is killed leaves the old file', async () => {
    const file = inFolder('killed.txt');
    fs.writeFileSync(file, 'old');
    const child = startNfpath(['analyze', '-o', file]);
    child.stdin!.write(LOG);
    await sleep(300);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(fs.readFileSync(file, 'utf8')).toBe('old');
  });

  test('what is no plain file is written as it is', () => {
    expect(shell(`nfpath analyze --summary ${CAPTURE} -o /dev/stdout | cat`).stdout).toContain('"packets":2');
    expect(nfpath(['analyze', CAPTURE, '-o', '/dev/null']).exitCode).toBe(0);
  });
});

describe('--follow', () => {
  test('a packet is printed when it is complete, and the pipe still open', async () => {
    const child = startNfpath(['analyze', '--follow', '--idle', '0.4']);
    const output = collected(child.stdout!);
    child.stdin!.write(LOG);
    await until(() => output.text.includes('delivered'));
    await until(() => output.text.includes('sent'));
    expect(output.text).toMatch(/^flow 1 {2}original ×1 {2}10\.10\.10\.3:38478 → 10\.10\.10\.2:8081/);
    child.stdin!.end();
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    expect(output.text).toContain('40 lines, every one read: 10 entries, 2 packets, 1 flow, nothing lost');
  });

  test('ends quietly where nobody reads the output any more, though the log is still written', async () => {
    const child = startNfpath(['analyze', '--follow', '--idle', '0.2']);
    const errors = collected(child.stderr!);
    child.stdin!.on('error', () => {}).write(LOG);
    await once(child.stdout!, 'data');
    child.stdout!.destroy();
    child.stdin!.write(LOG);
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, said: errors.text }).toEqual({ code: 0, said: '' });
  });

  test('says that the disk is full, though the log is still written', async () => {
    const full = fs.openSync('/dev/full', 'w');
    const child = startNfpath(['analyze', '--follow', '--idle', '0.2'], full);
    fs.closeSync(full);
    const errors = collected(child.stderr!);
    child.stdin!.on('error', () => {}).write(LOG);
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, said: errors.text }).toEqual({
      code: 2,
      said: 'nfpath: cannot write the output: no space left on the device\n',
    });
  });

  test('as JSON, each line whole as soon as it is there', async () => {
    const child = startNfpath(['analyze', '--follow', '--format', 'json']);
    const output = collected(child.stdout!);
    child.stdin!.write(LOG);
    await until(() => output.text.split('\n').length > 2);
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    expect(json(output.text).map(({ type }) => type)).toEqual(['packet', 'packet', 'flow', 'summary']);
    expect(json(output.text).at(-1)).toMatchObject({ complete: false });
  });

  test('check tells each verdict when it changes, and ends at the first violation', async () => {
    const child = startNfpath(['check', '-p', POLICY, '--follow', '--fail-fast', '--idle', '0.2']);
    const output = collected(child.stdout!);
    child.stdin!.write(fs.readFileSync('fixtures/container-to-container/linux-6.1.log'));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    expect(output.text).toMatch(/^✗ .*violated/m);
    expect(output.text).toContain('interrupted before the end');
  });

  test('check prints the verdicts so far where it is interrupted', async () => {
    const child = startNfpath(['check', '-p', POLICY, '--follow', '--format', 'json']);
    const output = collected(child.stdout!);
    child.stdin!.write(fs.readFileSync('fixtures/external-to-container/linux-6.1.log'));
    await until(() => output.text.includes('"type":"verdict"'));
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(143);
    expect(json(output.text).at(-1)).toMatchObject({ type: 'summary', complete: false });
  });

  test.each([
    [['check', '-p', POLICY, '--fail-fast', CAPTURE], '--fail-fast needs --follow'],
    [['check', '-p', POLICY, '--follow', '--format', 'junit', CAPTURE], '--follow prints text or json'],
    [['analyze', '--follow', '--idle', 'long', CAPTURE], 'It must be a number of seconds'],
  ])('%j is refused', (args, why) => {
    const { stderr, exitCode } = nfpath(args);
    expect({ exitCode, why: stderr.includes(why) }).toEqual({ exitCode: 2, why: true });
  });
});

test('a slow reader loses nothing', async () => {
  const child = startNfpath(['analyze', '--format', 'json']);
  const many = Array.from({ length: 400 }, (_, i) =>
    LOG.toString('latin1').replaceAll('3598646.', `${3_600_000 + i * 30}.`),
  );
  child.stdin!.on('error', () => {}).end(many.join(''));
  await sleep(400);
  const output = collected(child.stdout!);
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  const lines = json(output.text);
  expect(lines.filter(({ type }) => type === 'packet').length).toBe(800);
  expect(lines.at(-1)).toMatchObject({ packets: 800 });
});

const RUNS = process.env['NFPATH_DEEP'] === '1' ? 200 : 4;

test(
  `${RUNS} runs that are interrupted at any moment: valid output and the right exit code`,
  { timeout: 600_000 },
  async () => {
    const many = Buffer.concat(Array.from({ length: 500 }, () => LOG));
    for (let run = 0; run < RUNS; run++) {
      const child = startNfpath(['analyze', '--format', 'json']);
      const output = collected(child.stdout!);
      child.stdin!.on('error', () => {});
      const isEnded = random(4) === 0;
      child.stdin!.write(many);
      if (isEnded) child.stdin!.end();
      await sleep(80 + random(400));
      child.kill(random(2) === 0 ? 'SIGINT' : 'SIGTERM');
      const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
      // Before Node has loaded a line of nfpath nobody can heed a signal.
      if (signal !== null) {
        expect(output.text).toBe('');
        continue;
      }
      const lines = json(output.text);
      const summary = lines.at(-1)!;
      expect(summary).toMatchObject({
        type: 'summary',
        packets: lines.filter(({ type }) => type === 'packet').length,
      });
      expect({ run, code, complete: summary['complete'] }).toEqual({
        run,
        code: summary['complete'] === true ? 0 : code,
        complete: code === 0,
      });
      expect([0, 130, 143]).toContain(code);
    }
  },
);

test('where addresses are few it says what to do, and that helps', () => {
  const limited = (more: string): ReturnType<typeof shell> =>
    shell(`ulimit -v 4000000; ${more} nfpath analyze --summary ${CAPTURE}`);
  expect(limited('')).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^nfpath: there are too few addresses .* NODE_OPTIONS=--disable-wasm-trap-handler\n$/,
    ),
  });
  expect(limited('NODE_OPTIONS=--disable-wasm-trap-handler')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('"packets":2'),
  });
});

interface Collected {
  text: string;
}

function collected(stream: NodeJS.ReadableStream): Collected {
  const output = { text: '' };
  stream.setEncoding('utf8').on('data', (text: string) => (output.text += text));
  return output;
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 400) throw new Error('waited too long');
    await sleep(25);
  }
}
