import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { accountErrors, analysed, type Analysed, type EntryObject } from './support/analysed.js';
import { DIALECTS, recordsOf, type Dialect, type DialectTime } from './support/dialects.js';
import { nfpath } from './support/nfpath.js';

/*
 * Real logs of each dialect against what was read and found right (`npm test -- dialects -u` to accept a new output),
 * and captures that are rendered in every dialect against themselves.
 */

const FOLDER = 'fixtures/dialects';
const SAMPLES = fs.readdirSync(FOLDER).filter((name) => /\.(txt|bin)$/.test(name));

describe('samples', () => {
  test.each(SAMPLES)('%s gives its golden', async (name) => {
    const { packets, flows, summary } = analysed(fs.readFileSync(path.join(FOLDER, name)), {
      timezone: 'UTC',
    });
    const golden = [...packets, ...flows, summary].map((line) => `${JSON.stringify(line)}\n`).join('');
    await expect(golden).toMatchFileSnapshot(path.resolve(FOLDER, `${name}.ndjson`));
  });

  test('each has its golden and its line in the README', () => {
    const readme = fs.readFileSync(path.join(FOLDER, 'README.md'), 'utf8');
    const files = fs.readdirSync(FOLDER).filter((name) => name !== 'README.md');
    expect(files.sort()).toEqual(SAMPLES.flatMap((name) => [name, `${name}.ndjson`]).sort());
    expect(SAMPLES.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});

const CAPTURES = [
  'external-to-container/el7-3.10.log',
  'container-to-published-hairpin/linux-5.10.log',
  'rejected-with-reset/linux-6.1.log',
];

describe.each(CAPTURES)('%s', (capture) => {
  // Lines of others would have no place in some forms; they are tested as noise below.
  const log = fs
    .readFileSync(path.join('fixtures', capture), 'latin1')
    .split('\n')
    .filter((line) => line.includes('[nftrace]: '))
    .join('\n');
  const plain = analysed(`${log}\n`);

  test.each(DIALECTS)('$name gives the same packets', (dialect) => {
    const run = analysed(dialect.render(recordsOf(log)), { timezone: 'UTC' });
    expect(comparable(run, dialect)).toEqual(comparable(plain, dialect));
    expect(run.summary).toMatchObject({
      entries: plain.summary.entries,
      incomplete: plain.summary.incomplete,
      module: plain.summary.module,
      lost: [],
      lines: { malformed: 0, tooLong: 0 },
    });
    for (const entry of entriesOf(run)) {
      expect(entry.time === null).toBe(dialect.time !== 'kernel');
      expect(entry.wall !== undefined).toBe(dialect.time === 'wall');
    }
  });
});

/** The table in docs/dialects.md; `UPDATE_DOCS=1` writes it anew. */
test('docs/dialects.md has every dialect, and shows it as it is', async () => {
  const page = fs.readFileSync('docs/dialects.md', 'utf8');
  const records = recordsOf(fs.readFileSync('fixtures/external-to-container/el7-3.10.log', 'latin1'));
  const rows = DIALECTS.map(({ name, time, render }) => {
    const sample = shownSample(render(records.slice(0, 4)));
    return `| ${code(name)} | ${code(sample)} | ${LOST[time]} |`;
  });
  const table = ['| dialect | a line of it | what is lost |', '| --- | --- | --- |', ...rows].join('\n');
  const wanted = await format(
    page.replace(/(<!-- dialects -->)[^]*(<!-- \/dialects -->)/, (_, begin: string, end: string) =>
      [begin, '', table, '', end].join('\n'),
    ),
    { ...(await resolveConfig('docs/dialects.md')), parser: 'markdown' },
  );
  if (process.env['UPDATE_DOCS'] === '1') fs.writeFileSync('docs/dialects.md', wanted);
  expect(fs.readFileSync('docs/dialects.md', 'utf8')).toBe(wanted);
});

const LOST: Readonly<Record<DialectTime, string>> = {
  kernel: '–',
  wall: 'kernel time; the wall clock is there',
  none: 'kernel time',
};

/** The line with the device, cut short; what is not to be seen as its escape. */
function shownSample(text: string): string {
  const lines = text.split('\n');
  const line = lines.find((candidate) => candidate.includes('DEV: ens160')) ?? lines[1]!;
  const seen = JSON.stringify(line.trim())
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll('\\u001b', '\\x1b')
    .replaceAll('\\\\', '\\');
  return seen.length > 110 ? `${seen.slice(0, 109)}…` : seen;
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

test('files of several dialects, one behind the other, are read line by line', () => {
  const records = recordsOf(fs.readFileSync('fixtures/external-to-container/el7-3.10.log', 'latin1'));
  const plain = analysed(DIALECTS[0]!.render(records));
  for (const [i, dialect] of DIALECTS.entries()) {
    const next = DIALECTS[(i + 7) % DIALECTS.length]!;
    const noise =
      '[    1.000000] usb 1-1: new high-speed USB device\n{\nNov 22 21:38:36 vm sshd[12]: hello\n';
    const run = analysed(noise + dialect.render(records) + noise + next.render(records), { timezone: 'UTC' });
    expect({ dialect: dialect.name, next: next.name, entries: run.summary.entries.total }).toEqual({
      dialect: dialect.name,
      next: next.name,
      entries: 2 * plain.summary.entries.total,
    });
  }
});

test('a file of any dialect that ends anywhere, and a plain one behind it', () => {
  const records = recordsOf(fs.readFileSync('fixtures/external-to-container/el7-3.10.log', 'latin1'));
  const plain = DIALECTS[0]!.render(records);
  for (const { name, render } of DIALECTS) {
    const text = render(records);
    for (let cut = text.length - 700; cut < text.length; cut += 67) {
      const cutOff = text.slice(0, cut);
      const run = analysed(`${cutOff}\n${plain}`, { timezone: 'UTC' });
      const behind = entriesOf(run).filter(({ line }) => line > cutOff.split('\n').length);
      // The length of an exported value that is cut off takes in what follows.
      const isWhole = behind.length === 10 || (name.endsWith('export') && behind.length === 9);
      expect({ name, cut, errors: accountErrors(run), isWhole }).toEqual({
        name,
        cut,
        errors: [],
        isWhole: true,
      });
    }
  }
});

describe('gzip', () => {
  const log = fs.readFileSync('fixtures/external-to-container/el7-3.10.log');
  const plain = nfpath(['analyze', '--format', 'json'], log);
  const half = log.indexOf('\n', log.length / 2) + 1;

  test.each([
    ['one member', gzipSync(log)],
    ['several members', Buffer.concat([gzipSync(log.subarray(0, half)), gzipSync(log.subarray(half))])],
    [
      'a member cut in the middle of a line',
      Buffer.concat([gzipSync(log.subarray(0, half - 9)), gzipSync(log.subarray(half - 9))]),
    ],
  ])('%s gives the same', (_, bytes) => {
    expect(nfpath(['analyze', '--format', 'json'], bytes)).toEqual(plain);
  });

  test('what is cut off is said to be lost', () => {
    const bytes = gzipSync(Buffer.concat(Array.from({ length: 200 }, () => log)));
    const { stdout, exitCode } = nfpath(['analyze', '--summary'], bytes.subarray(0, bytes.length - 20));
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ lost: [{ kind: 'truncated', count: null }] });
  });
});

/** Packets without what a dialect cannot say: times, and where the lines are. */
function comparable({ packets, flows }: Analysed, { time }: Dialect): unknown {
  const entry = (one: EntryObject): unknown => ({
    ...one,
    line: undefined,
    wall: undefined,
    time: time === 'kernel' ? one.time : null,
  });
  return {
    packets: packets.map(({ hops, ...packet }) => ({
      ...packet,
      // Where times are not exact, the log's end may be near.
      fate: packet.fate === 'open' && time !== 'kernel' ? 'stopped' : packet.fate,
      hops: hops.map((hop) => ({ ...hop, entries: hop.entries.map(entry) })),
    })),
    flows,
  };
}

function entriesOf({ packets }: Analysed): EntryObject[] {
  return packets.flatMap(({ hops }) => hops.flatMap(({ entries }) => entries));
}
