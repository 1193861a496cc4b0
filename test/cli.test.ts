import { once } from 'node:events';
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { json, nfpath, shell, startNfpath } from './support/nfpath.js';

const CAPTURE = 'fixtures/external-to-container/el7-3.10.log';
const LOG = fs.readFileSync(CAPTURE);

describe('input', () => {
  test('a file, standard input and - give the same', () => {
    const fromFile = nfpath(['analyze', CAPTURE]);
    expect(fromFile).toMatchObject({ exitCode: 0, stderr: '' });
    expect(fromFile.stdout).toContain('10.10.10.3:38478 → 10.10.10.2:8081 ⇒ 172.17.0.2:8080');
    expect(nfpath(['analyze'], LOG)).toEqual(fromFile);
    expect(nfpath(['analyze', '-'], LOG)).toEqual(fromFile);
  });

  test('several files are several boots, and entries say which', () => {
    const { stdout } = nfpath(['analyze', CAPTURE, CAPTURE, '--format', 'json']);
    const lines = json(stdout);
    expect(lines.filter(({ type }) => type === 'flow').length).toBe(2);
    expect(lines.map(({ type }) => type)).toEqual([
      'packet',
      'packet',
      'packet',
      'packet',
      'flow',
      'flow',
      'summary',
    ]);
    expect(JSON.stringify(lines[3])).toContain(`"file":"${CAPTURE}"`);
  });

  test('an empty log is an empty result', () => {
    expect(nfpath(['analyze']).stdout).toBe(
      '0 lines, every one read: 0 entries, 0 packets, 0 flows, nothing lost\n',
    );
  });

  test('so is /dev/null', () => {
    const { stdout, exitCode } = shell('nfpath analyze --summary < /dev/null');
    expect(exitCode).toBe(0);
    expect(json(stdout)[0]).toMatchObject({ complete: true, lines: { total: 0 } });
  });

  test.each([
    [['analyze', 'no-such.log'], 'nfpath: cannot read no-such.log: there is no such file\n'],
    [['analyze', 'src'], 'nfpath: cannot read src: it is a directory\n'],
    [['analyze', '--tag', 'a]b', CAPTURE], 'nfpath: a tag cannot hold "]" or control characters: "a]b"\n'],
  ])('%j cannot run', (args, stderr) => {
    expect(nfpath(args)).toEqual({ stdout: '', stderr, exitCode: 2 });
  });

  test('a missing file is said before anything is printed', () => {
    expect(nfpath(['analyze', CAPTURE, 'no-such.log', '--format', 'json'])).toMatchObject({
      stdout: '',
      exitCode: 2,
    });
  });
});

describe('usage', () => {
  test.each([
    [['analyse'], "error: unknown command 'analyse'\n(Did you mean analyze?)"],
    [['analyze', '--fromat', 'json'], "error: unknown option '--fromat'\n(Did you mean --format?)"],
    [['analyze', '--format', 'xml'], 'Allowed choices are text, json.'],
    [['analyze', '--port', '70000'], 'It must be a whole number from 0 to 65535.'],
    [['analyze', '--netns', 'web'], 'It must be NAME=POINTER or NAME=ADDRESS, like web-pod=172.17.0.2.'],
  ])('%j is refused with a hint', (args, hint) => {
    const { stdout, stderr, exitCode } = nfpath(args, LOG);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(hint);
  });

  test('no command prints the help and could not run', () => {
    expect(nfpath([])).toMatchObject({ stdout: '', exitCode: 2 });
    expect(nfpath([]).stderr).toContain('Usage: nfpath');
  });

  test('--help has examples, --version the version of the package', () => {
    expect(nfpath(['analyze', '--help'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect(nfpath(['analyze', '--help']).stdout).toContain('dmesg | nfpath analyze');
    const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
    expect(nfpath(['--version'])).toEqual({ stdout: `${version}\n`, stderr: '', exitCode: 0 });
  });

  test('docs/cli.md names every option', () => {
    const options = [...nfpath(['analyze', '--help']).stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(
      (match) => match[1]!,
    );
    const page = fs.readFileSync('docs/cli.md', 'utf8');
    expect(options.length).toBeGreaterThan(8);
    expect(options.filter((option) => !page.includes(`\`${option}`))).toEqual([]);
  });
});

describe('filters', () => {
  const shown = (...args: string[]): unknown =>
    json(nfpath(['analyze', '--summary', CAPTURE, ...args]).stdout)[0]!['shown'];

  test.each([
    [['--host', '10.10.10.2'], { packets: 1, flows: 1 }],
    [['--host', '172.17.0.2'], { packets: 2, flows: 1 }],
    [['--host', '172.17.0'], { packets: 0, flows: 0 }],
    [['--port', '8081'], { packets: 1, flows: 1 }],
    [['--fate', 'sent'], { packets: 1, flows: 1 }],
    [['--flow', '1'], { packets: 2, flows: 1 }],
    [['--flow', '2'], { packets: 0, flows: 0 }],
    [['--in-netns', '172.17.0.2'], { packets: 2, flows: 1 }],
    [['--in-netns', 'ffff9710acf80000'], { packets: 2, flows: 1 }],
    [['--in-netns', 'web', '--netns', 'web=172.17.0.2'], { packets: 2, flows: 1 }],
    [['--port', '8081', '--fate', 'sent'], { packets: 0, flows: 0 }],
  ])('%j', (args, expected) => {
    expect(shown(...args)).toEqual(expected);
  });

  test('without a filter nothing is said to be shown', () => {
    expect(shown()).toBeUndefined();
  });

  test('only what passes is printed, and the ledger is of the whole log', () => {
    const lines = json(nfpath(['analyze', '--format', 'json', '--fate', 'sent', CAPTURE]).stdout);
    expect(lines.map(({ type }) => type)).toEqual(['packet', 'flow', 'summary']);
    expect(lines[0]).toMatchObject({ id: 2, fate: 'sent' });
    expect(lines[2]).toMatchObject({ packets: 2, flows: 1, shown: { packets: 1, flows: 1 } });
  });
});

describe('names', () => {
  test('--netns names by pointer and by address', () => {
    const { stdout } = nfpath([
      'analyze',
      CAPTURE,
      '--netns',
      'host=ffffffff8d911640',
      '--netns',
      'web=172.17.0.2',
      '--summary',
    ]);
    expect(json(stdout)[0]!['namespaces']).toEqual([
      { netns: 'ffffffff8d911640', name: 'host' },
      { netns: 'ffff9710acf80000', name: 'web' },
    ]);
  });

  test('--tag reads a module of another name, and only that', () => {
    const renamed = LOG.toString('latin1').replaceAll('[nftrace]', '[hooktrace]');
    expect(nfpath(['analyze', '--tag', 'hooktrace'], renamed)).toEqual(nfpath(['analyze'], LOG));
    expect(json(nfpath(['analyze', '--summary'], renamed).stdout)[0]).toMatchObject({
      lines: { foreign: 40 },
    });
  });
});

describe('output', () => {
  test('colour only where it is wanted', () => {
    expect(nfpath(['analyze', CAPTURE]).stdout).not.toContain('\u001B[');
    expect(nfpath(['analyze', CAPTURE, '--color', 'always']).stdout).toContain('\u001B[');
  });

  test.each(['nfpath analyze --format json $logs', 'cat $logs | nfpath analyze --format json'])(
    'a reader that leaves early is no error: %s',
    (command) => {
      const { stdout, stderr } = shell(`logs=$(yes ${CAPTURE} | head -3000)
        ${command} | head -1 > /dev/null
        echo "\${PIPESTATUS[*]}"`);
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^((141|0) )?0 0\n$/); // cat may be stopped by SIGPIPE, nfpath may not
    },
  );

  test.skipIf(!fs.existsSync('/dev/full'))('a full disk is one clear error', () => {
    expect(shell(`nfpath analyze ${CAPTURE} > /dev/full`)).toMatchObject({
      exitCode: 2,
      stderr: 'nfpath: cannot write the output: no space left on the device\n',
    });
  });

  test('lines that are not understood are said with place and reason', () => {
    const log = LOG.toString('latin1').replace('skb: ffff9710d3f58d00', 'skb: what');
    const { stdout } = nfpath(['analyze'], log);
    expect(stdout).toContain('1 line not understood');
    expect(stdout).toContain('  line 4: column 74: expected');
  });

  test('hostile device names reach neither terminal nor JSON as they are', () => {
    const name = Buffer.from('\x1b[31m\x07e\xe9\xe2\x80\xae,NS', 'latin1');
    const log = Buffer.from(LOG.toString('latin1').replaceAll('eth0', name.toString('latin1')), 'latin1');
    const text = nfpath(['analyze'], log).stdout;
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(text).toContain('\\x1b[31m\\x07e\\xe9\\u{202e},NS');
    const packet = json(nfpath(['analyze', '--format', 'json'], log).stdout)[0]!;
    const hops = packet['hops'] as { entries: { dev: string }[] }[];
    expect(hops[1]!.entries[0]!.dev).toBe('\u001B[31m\u0007e\udce9\u202E,NS');
  });
});

describe('signals', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s prints what is known', async (signal, exitCode) => {
    const child = startNfpath(['analyze', '--format', 'json']);
    let stdout = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stdin!.on('error', () => {});
    // Packets that share an skb address leave while the pipe is still open: wait for the first of them.
    child.stdin!.write(LOG);
    child.stdin!.write(LOG.toString('latin1').replaceAll('3598646.', '3598690.'));
    while (stdout.length < 60_000 && !stdout.includes('"type":"packet"')) {
      child.stdin!.write(
        LOG.toString('latin1').replaceAll('3598646.', `${3_598_700 + Math.floor(Math.random() * 9)}.`),
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill(signal);
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(exitCode);
    const lines = json(stdout);
    expect(lines.at(-1)).toMatchObject({ type: 'summary', complete: false });
    expect(lines.filter(({ type }) => type === 'packet').length).toBe(lines.at(-1)!['packets']);
  });
});

test('what is left of the inputs is not read behind an interruption', async () => {
  const child = startNfpath(['analyze', '--summary', '-', CAPTURE]);
  let stdout = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stdin!.write(LOG);
  // The first line of output is the summary, at the end: give the process time to read what it was sent.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  child.kill('SIGINT');
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(130);
  expect(json(stdout)[0]).toMatchObject({ complete: false, lines: { total: 40 } });
});
