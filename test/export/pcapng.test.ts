import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { PacketObject } from '../../src/report/contract/log-objects.js';
import { LogOrder } from '../../src/report/export/log-order.js';
import { PcapngExport } from '../../src/report/export/pcapng.js';
import { printable } from '../../src/report/log-text.js';
import { HOSTILE_DEVICE } from '../support/hostile-names.js';
import { run } from '../../src/cli/run.js';
import { CAPTURES, exported, flowIds, flowsNamed, placesOf, tally, truthOf, type Truth } from './exported.js';
import { entryOf, FACTS, handMade, packetOf } from './hand-made.js';
import { readPcapng, type Capture } from './read-pcapng.js';

const EXTERNAL = 'fixtures/external-to-container/el7-3.10.log';
const LOADS = CAPTURES.filter((log) => /load/.test(log));

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-pcapng-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function captureOf(options: readonly string[], log?: string | Buffer): Promise<Capture> {
  const { bytes, exitCode } = await exported('pcapng', options, log);
  expect(exitCode).toBe(0);
  return readPcapng(bytes);
}

/** The fields that tshark reads of each frame; all checks that it can do are done. */
function tshark(file: Buffer, ...args: string[]): string[] {
  const name = path.join(folder, 'a.pcapng');
  fs.writeFileSync(name, file);
  const checks = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE'];
  const { stdout, stderr, status } = spawnSync('tshark', ['-r', name, '-n', ...checks, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd().split('\n');
}

function fields(...names: string[]): string[] {
  return ['-T', 'fields', '-E', 'separator=|', ...names.flatMap((name) => ['-e', name])];
}

/** What tshark must say of each entry, in the order of the log. */
function linesOf({ packets }: Truth): string[] {
  const entries = packets.flatMap(({ hops }) =>
    hops.flatMap(({ name, entries }) => entries.map((entry) => ({ name, ...entry }))),
  );
  return entries
    .sort((a, b) => a.line - b.line)
    .map(({ name, hook, time, src, dst }) => {
      const [[from, sport], [to, dport]] = [src.split(':'), dst.split(':')];
      return `${name}/${hook}|${time}000|${from}|${sport}|${to}|${dport}`;
    });
}

describe.each(CAPTURES)('%s', (log) => {
  test('has a frame for each entry, on the interface of its hook and namespace', async () => {
    const capture = await captureOf([log]);
    const truth = await truthOf([log]);
    const { entries, namespaces } = truth.summary;
    expect(capture.frames).toHaveLength(entries.total);
    expect(capture.statistics.map(({ frames }) => frames)).toEqual(
      capture.interfaces.map(({ name }) => capture.frames.filter((frame) => frame.interface === name).length),
    );
    expect(tally(capture.frames.map((frame) => frame.interface))).toEqual(tally(placesOf(truth)));
    expect(capture.interfaces.length).toBeLessThanOrEqual(namespaces.length * 5);
    const lines = capture.frames.map(({ comment }) => Number(/line (\d+)/.exec(comment)![1]));
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(marked(capture, 'ambiguous')).toBe(entries.ambiguous);
    const named = (word: RegExp): number[] =>
      capture.frames.map(({ comment }) => Number(word.exec(comment)![1]));
    expect(new Set(named(/^packet (\d+)/)).size).toBe(truth.summary.packets);
    expect(flowsNamed(truth, named(/ of flow (\d+)/))).toEqual(flowIds(truth));
  });
});

function marked({ frames }: Capture, word: string): number {
  return frames.filter(({ comment }) => comment.includes(`; ${word}`)).length;
}

test.runIf(process.env['CI'] !== undefined)('tshark is installed where all must be tried', () => {
  expect(hasTshark).toBe(true);
});

describe.skipIf(!hasTshark)('tshark (if it is installed)', () => {
  test.each(LOADS)('reads what the JSON says of %s', async (log) => {
    const { bytes } = await exported('pcapng', [log]);
    const read = tshark(
      bytes,
      ...fields(
        'frame.interface_name',
        'frame.time_epoch',
        'ip.src',
        'tcp.srcport',
        'ip.dst',
        'tcp.dstport',
        '_ws.expert.message',
        '_ws.malformed',
      ),
    );
    expect(read.map((line) => line.replace(/\|[^|]*\|$/, ''))).toEqual(linesOf(await truthOf([log])));
    // Frames have their comment, and nothing else is noticed of them: no bad checksum, nothing malformed.
    for (const line of read) expect(line).toMatch(/\|packet \d+, [^|]*; synthetic headers\|$/);
  });

  test('reads IPv6', () => {
    const { context, symbol } = handMade();
    const pieces: Buffer[] = [];
    const writer = new PcapngExport((bytes) => pieces.push(bytes), context);
    const ADDRESSES = ['fd00::2', '2001:db8:0:1:1:1:1:1', '::1', '::', 'fe80::', '::ffff:10.0.0.1'];
    ADDRESSES.forEach((address, i) =>
      writer.packet(
        packetOf([
          entryOf({
            line: i + 1,
            netns: symbol('init'),
            src: symbol(address),
            dst: symbol('fd00::1'),
            dport: 8080,
          }),
        ]),
      ),
    );
    writer.end(FACTS);
    const read = tshark(
      Buffer.concat(pieces),
      ...fields('ipv6.src', 'ipv6.dst', 'tcp.dstport', '_ws.malformed'),
    );
    expect(read).toEqual(ADDRESSES.map((address) => `${address}|fd00::1|8080|`));
  });

  test.each(['icmp-masq', 'ipv6-udp-fragments'])('reads UDP, ICMP and fragments: %s', async (name) => {
    const log = fs.readFileSync(`test/laws/logs/format-2-${name}.log`, 'latin1');
    const { bytes } = await exported('pcapng', [], Buffer.from(log, 'latin1'));
    const numbers = ['ip.proto', 'ipv6.nxt', 'udp.srcport', 'udp.dstport', 'icmp.type', 'icmpv6.type'];
    const read = tshark(bytes, ...fields('ip.src', 'ipv6.src', ...numbers, '_ws.malformed'));
    const [udp, echo] = [/ udp \S*?:(\d+)->\S*:(\d+) /, /type=(\d+) code=0 echo=\d/];
    const wanted = log.split('\n').flatMap((line) => {
      const tuple = / (udp|icmp|icmpv6) \[?([0-9a-f.:]+?)\]?(?::\d+)?->/.exec(line);
      if (tuple === null) return [];
      const [, protocol, src] = tuple;
      const [, sport = '', dport = ''] = udp.exec(line) ?? [];
      const type = echo.exec(line)?.[1] ?? '';
      const isIpv6 = line.includes(' ipv6 ');
      const number = { udp: '17', icmp: '1', icmpv6: '58' }[protocol!]!;
      const ends = isIpv6 ? ['', src, '', number] : [src, '', number, ''];
      return [[...ends, sport, dport, isIpv6 ? '' : type, isIpv6 ? type : '', ''].join('|')];
    });
    expect(wanted.length).toBeGreaterThan(30);
    expect(read).toEqual(wanted);
  });

  test('reads names that were made to break it', async () => {
    const log = fs.readFileSync(EXTERNAL, 'latin1');
    const hostile = `${log}${log.replaceAll('eth0', HOSTILE_DEVICE)}`;
    const { bytes } = await exported('pcapng', [], Buffer.from(hostile, 'latin1'));
    const read = tshark(bytes, ...fields('frame.interface_name', 'frame.comment', '_ws.malformed'));
    expect(read).toHaveLength(20);
    const shown = printable(HOSTILE_DEVICE);
    expect(read.filter((line) => line.includes(`dev ${shown}, `))).toHaveLength(3);
  });

  test('an empty log is an empty capture', async () => {
    expect(tshark((await exported('pcapng', [], '')).bytes)).toEqual(['']);
  });
});

test('says that it is synthetic: the file, and each frame', async () => {
  const { comment, frames, statistics } = await captureOf([EXTERNAL]);
  expect(comment).toMatch(/^SYNTHETIC: made from the log of nftrace, not captured\./);
  expect(marked({ frames } as Capture, 'synthetic headers')).toBe(frames.length);
  expect(statistics[0]!.comment).toBe(
    '40 lines, every one read: 10 entries, 2 packets, 1 flow, nothing lost',
  );
});

test('frames end behind the ports, and nothing that is not known is in them', async () => {
  const { frames } = await captureOf([EXTERNAL]);
  const [header, source, destination, ports] = [
    '4500002800000000400652b8',
    '0a0a0a03',
    '0a0a0a02',
    '964e1f91',
  ];
  expect(frames[0]!.bytes.toString('hex')).toBe(`${header}${source}${destination}${ports}`);
  expect(new Set(frames.map(({ bytes, length }) => `${bytes.length} of ${length}`))).toEqual(
    new Set(['24 of 40']),
  );
});

test('which way a frame goes is known but at FORWARD', async () => {
  const { frames } = await captureOf([EXTERNAL]);
  expect(tally(frames.map((frame) => `${frame.interface.split('/')[1]} ${frame.flags}`))).toEqual({
    'FORWARD 0': 2,
    'LOCAL_IN 1': 1,
    'LOCAL_OUT 2': 1,
    'POST_ROUTING 2': 3,
    'PRE_ROUTING 1': 3,
  });
});

test('comments say what else is known', async () => {
  const { frames } = await captureOf([EXTERNAL]);
  expect(frames[1]!.comment).toBe(
    'packet 1, original of flow 1, delivered; line 8; dev ens160, in ens160, out docker0; skb ffff9710d3f58d00; synthetic headers',
  );
  const lossy = fs.readFileSync(EXTERNAL, 'utf8').split('\n').toSpliced(5, 1).join('\n');
  const truth = await truthOf([], lossy);
  const doubtful = truth.packets.filter(({ ambiguous }: PacketObject) => ambiguous).map(({ id }) => id);
  const gaps = (await captureOf([], lossy)).frames.filter(({ comment }) =>
    comment.includes('; incomplete: '),
  );
  expect([...new Set(gaps.map(({ comment }) => Number(/^packet (\d+)/.exec(comment)![1])))]).toEqual(
    doubtful,
  );
});

test('hosts and boots have interfaces of their own', async () => {
  const { interfaces } = await captureOf([EXTERNAL, EXTERNAL]);
  expect(new Set(interfaces.map(({ name }) => name)).size).toBe(interfaces.length);
  expect(interfaces[0]!.name).toBe(`init (${EXTERNAL})/PRE_ROUTING`);
  expect(interfaces.at(-1)!.name).toMatch(/^172\.17\.0\.2 \(.*, boot 2\)\/POST_ROUTING$/);
});

test('no name is longer than an option can be', async () => {
  const log = fs.readFileSync(EXTERNAL, 'latin1').replaceAll('ens160', 'é'.repeat(50_000));
  const { frames } = await captureOf([], Buffer.from(log, 'utf8'));
  expect(frames).toHaveLength(10);
  expect(frames[0]!.comment).toMatch(/é…$/);
});

test('bytes are not written to a terminal', async () => {
  let told = '';
  const streams = { stdinIsTerminal: false, stdoutIsTerminal: true, stderrIsTerminal: false };
  const argv = ['node', 'nfpath', 'export', '--format', 'pcapng', EXTERNAL];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = ((text: string) => (told += text) !== '') as typeof process.stderr.write;
  try {
    expect(await run(argv, { ...streams, columns: 80, env: {} }, new AbortController().signal)).toBe(2);
  } finally {
    process.stderr.write = write;
  }
  expect(told).toContain('name a file (-o trace.pcapng)');
});

describe('the order of the log', () => {
  const order = (lines: readonly number[], window: number): { out: number[]; late: number } => {
    const out: number[] = [];
    const sorter = new LogOrder<{ entry: ReturnType<typeof entryOf> }>(
      ({ entry }) => out.push(entry.line),
      window,
    );
    for (const line of lines) sorter.push({ entry: entryOf({ line }) });
    sorter.flush();
    return { out, late: sorter.late };
  };

  test('is restored where nothing is further from its place than the window, and what is late is counted', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(1000), { maxLength: 200 }),
        fc.integer({ min: 1, max: 50 }),
        (lines, window) => {
          const { out, late } = order(lines, window);
          expect(out.toSorted((a, b) => a - b)).toEqual(lines.toSorted((a, b) => a - b));
          const sorted = lines.toSorted((a, b) => a - b);
          const isNear = lines.every((line, i) => Math.abs(sorted.indexOf(line) - i) < window / 2);
          if (isNear) expect({ out, late }).toEqual({ out: sorted, late: 0 });
          let newest = -1;
          const behind = out.filter((line) => (line < newest ? true : ((newest = line), false)));
          expect(late).toBe(behind.length);
        },
      ),
    );
  });
});
