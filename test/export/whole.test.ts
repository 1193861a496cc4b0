/** What holds for all formats: losses are told, an interruption leaves a whole file, an output that fails is an error. */
import { once } from 'node:events';
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shell, startNfpath } from '../support/nfpath.js';
import { kernelLog, walk } from '../support/kernel-log.js';
import { exported, type ExportFormat } from './exported.js';
import { readOtlpLines } from './read-otlp.js';
import { readPcapng } from './read-pcapng.js';
import { readTraceEvents } from './read-trace-events.js';

/** Four megabytes that are not of nftrace. */
const FOREIGN = `${'x'.repeat(1023)}\n`.repeat(4096);
const EXTERNAL = 'fixtures/external-to-container/el7-3.10.log';

/** The ledger as each format has it: how many losses, whether the log was read to its end, and words for people. */
const LEDGERS: Readonly<Record<ExportFormat, (output: Buffer) => readonly unknown[]>> = {
  'trace-event': (output) => {
    const { lost, complete, packets } = readTraceEvents(output.toString()).otherData['summary'] as {
      lost: unknown[];
      complete: boolean;
      packets: number;
    };
    return [lost.length, complete, packets];
  },
  otlp: (output) => {
    const capture = readOtlpLines(output.toString()).find(({ name }) => name === 'capture')!;
    const { attributes } = capture;
    return [attributes['nfpath.losses'], attributes['nfpath.complete'], attributes['nfpath.packets.total']];
  },
  pcapng: (output) => {
    const { comment = '' } = readPcapng(output).statistics[0]!;
    return [
      comment.includes(', 12 lines dropped by the console (line 41)') ? 1 : 0,
      !comment.includes(', interrupted before the end'),
      Number(/ (\d+) packets/.exec(comment)![1]),
    ];
  },
};
const FORMATS = Object.keys(LEDGERS) as ExportFormat[];

test.each(FORMATS)('%s tells what is lost', async (format) => {
  const log = fs.readFileSync(EXTERNAL, 'utf8');
  const { bytes, told } = await exported(
    format,
    [],
    `${log}[3598647.000000] ** 12 printk messages dropped **\n`,
  );
  expect(LEDGERS[format](bytes)).toEqual([1, true, 2]);
  expect(told).toContain('12 lines dropped by the console (line 41)');
});

describe('an interruption', () => {
  test.concurrent.each(FORMATS)('leaves %s that is whole, and says that the log is not', async (format) => {
    const child = startNfpath(['export', '--format', format]);
    const pieces: Buffer[] = [];
    child.stdout!.on('data', (piece: Buffer) => pieces.push(piece));
    child.stdin!.on('error', () => {}).write(fs.readFileSync(EXTERNAL));
    // More than the pipe holds: when the last of it has gone into that, the log has been read.
    await new Promise((resolve) => child.stdin!.write(FOREIGN, resolve));
    child.kill('SIGINT');
    const [exitCode] = (await once(child, 'close')) as [number];
    expect(exitCode).toBe(130);
    expect(LEDGERS[format](Buffer.concat(pieces))).toEqual([0, false, 2]);
  });
});

test.skipIf(!fs.existsSync('/dev/full')).each(FORMATS)('%s on a full disk is an error', (format) => {
  expect(shell(`nfpath export ${EXTERNAL} --format ${format} > /dev/full`)).toMatchObject({
    exitCode: 2,
    stderr: 'nfpath: cannot write the output: no space left on the device\n',
  });
});

describe('ten thousand flows', () => {
  const walks = Array.from({ length: 10_000 }, (_, i) =>
    walk(`s${i % 100}`, `10.1.${i >> 8}.${i & 255}:${40_000 + (i % 1000)} > 10.0.0.2:80`, [
      'init/LOCAL_IN eth0',
    ]),
  );
  const log = kernelLog(walks).text;

  test.each(FORMATS)('are all in %s', async (format) => {
    const { bytes, told } = await exported(format, [], log);
    expect(told).toContain('10,000 entries, 10,000 packets, 10,000 flows, nothing lost');
    if (format === 'pcapng') expect(readPcapng(bytes).frames).toHaveLength(10_000);
    else {
      const entry = format === 'otlp' ? '"name":"init/LOCAL_IN"' : '"name":"LOCAL_IN","args"';
      expect(bytes.toString().split(entry)).toHaveLength(10_001);
    }
  });
});
