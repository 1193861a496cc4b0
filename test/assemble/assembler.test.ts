/** What makes four lines a record, and what becomes of lines that are none. */
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accountErrors, analysed, entriesOf, type Analysed } from '../support/analysed.js';
import {
  kernelLog,
  MODULE_EXIT,
  MODULE_INIT,
  pointerOf,
  record,
  recordLines,
  SEPARATOR,
  stamped,
  walk,
} from '../support/kernel-log.js';

const INIT = pointerOf('init');
const FORWARD = recordLines(record('init/FORWARD ens160>docker0', '10.10.10.3:1 > 172.17.0.2:2', 'a'));
const LOCAL_IN = recordLines(record('c2/LOCAL_IN eth0', '10.10.10.3:3 > 172.17.0.2:4', 'b'));

/** Lines 10 µs apart, from second 10 on. */
function run(lines: readonly string[], from = 10e6): Analysed {
  const result = analysed(lines.map((line, i) => `${stamped(from + 10 * i, line)}\n`).join(''));
  expect(accountErrors(result)).toEqual([]);
  return result;
}

/** Entries in short: `line hook`, with a `?` where it is ambiguous. */
const inShort = (result: Analysed): string[] =>
  entriesOf(result).map(({ line, hook, ambiguous }) => `${line} ${hook}${ambiguous ? '?' : ''}`);

describe('separators', () => {
  test.each([
    ['as the kernel prints them', SEPARATOR],
    ['of another length', '===='],
    ['with the hook that people wrote behind them', `${SEPARATOR} FORWARD`],
    ['with the label of another hook', `${SEPARATOR} POST_ROUTING`],
    ['with any other word', `${SEPARATOR} look_here`],
  ])('%s', (_, separator) => {
    const result = run([separator, ...FORWARD.slice(1), ...LOCAL_IN]);
    expect(inShort(result)).toEqual(['4 FORWARD', '8 LOCAL_IN']);
  });
});

describe('pointers of NULL', () => {
  test.each([
    ['3.10 to 5.1, copied from a web page', '(null)'],
    ['3.10 to 5.1, padded to 16 columns', '          (null)'],
    ['32 bits, padded to 8 columns', '  (null)'],
    ['since 5.4.59', '0000000000000000'],
    ['32 bits', '00000000'],
    ['5.2 to 5.4.38, hashed like any other', '00000000c0ffee01'],
  ])('%s', (_, nullPointer) => {
    const log = kernelLog(
      [
        walk('a', '172.17.0.2:8080 > 10.10.10.3:40000', [
          'c2/LOCAL_OUT >eth0',
          'c2/POST_ROUTING >eth0',
          'init/PRE_ROUTING docker0',
          'init/FORWARD docker0>ens160',
        ]),
      ],
      { nullPointer },
    );
    const result = analysed(log.text);
    expect(accountErrors(result)).toEqual([]);
    expect(entriesOf(result).map(({ dev, in: sideIn, out }) => [dev, sideIn, out])).toEqual([
      [null, null, 'eth0'],
      ['eth0', null, 'eth0'],
      ['docker0', 'docker0', null],
      ['docker0', 'docker0', 'ens160'],
    ]);
    expect(result.summary.namespaces.map(({ name }) => name)).toEqual(['172.17.0.2', 'init']);
  });

  test('hashed NULL is known before any `(no dev)`: two devices of a record share their namespace', () => {
    const log = kernelLog([walk('a', '10.10.10.3:1 > 10.10.10.2:2', ['init/PRE_ROUTING ens160'])], {
      nullPointer: '00000000c0ffee01',
    });
    expect(entriesOf(analysed(log.text))).toMatchObject([{ in: 'ens160', out: null }]);
  });

  test('another boot hashes NULL to another constant, which its first line may show', () => {
    const boot = (nullPointer: string, steps: readonly string[]): string =>
      kernelLog([walk('a', '172.17.0.2:1 > 10.10.10.3:2', steps)], { nullPointer }).text;
    const first = boot('00000000c0ffee01', ['c2/LOCAL_OUT >eth0', 'c2/POST_ROUTING >eth0']);
    const second = boot('00000000badf00d0', ['init/PRE_ROUTING docker0', 'init/FORWARD docker0>ens160']);
    const found = entriesOf(analysed([first, second]));
    expect(found.map(({ dev, in: sideIn, out }) => [dev, sideIn, out])).toEqual([
      [null, null, 'eth0'],
      ['eth0', null, 'eth0'],
      ['docker0', 'docker0', null],
      ['docker0', 'docker0', 'ens160'],
    ]);
  });

  test.each(['(null)', '0000000000000000', '00000000c0ffee01'])(
    'a device really named (null), NULL being %s, is one',
    (nullPointer) => {
      const log = kernelLog(
        [
          walk('a', '172.17.0.2:1 > 10.10.10.3:2', ['c2/LOCAL_OUT >eth0', 'c2/POST_ROUTING >eth0']),
          walk('b', '10.0.0.1:1 > 10.0.0.2:2', ['c2/PRE_ROUTING (null)', 'c2/FORWARD (null)>eth0']),
        ],
        { nullPointer },
      );
      expect(entriesOf(analysed(log.text)).slice(2)).toMatchObject([
        { dev: '(null)', in: '(null)', out: null },
        { dev: '(null)', in: '(null)', out: 'eth0' },
      ]);
    },
  );
});

describe('one line of a record lost', () => {
  test.each([
    ['the separator', 0, 3],
    ['the device line', 1, 3],
    ['the in/out line', 2, 3],
    ['the packet line', 3, 3],
  ])('%s: no entry, and the records around it are whole', (_, index, lines) => {
    const result = run([...LOCAL_IN, ...FORWARD.toSpliced(index, 1), ...LOCAL_IN]);
    expect(entriesOf(result).map(({ hook }) => hook)).toEqual(['LOCAL_IN', 'LOCAL_IN']);
    expect(result.summary.incomplete).toEqual({ records: 1, lines });
  });

  test('a log that starts in mid-record has the lines before its first whole record as incomplete', () => {
    for (const start of [1, 2, 3]) {
      const result = run([...FORWARD.slice(start), ...LOCAL_IN]);
      expect(entriesOf(result)).toMatchObject([{ hook: 'LOCAL_IN', ambiguous: false }]);
      expect(result.summary.incomplete).toEqual({ records: 1, lines: 4 - start });
    }
  });

  test('a log that ends in mid-record has the lines behind its last whole one as incomplete', () => {
    for (const end of [1, 2, 3]) {
      const result = run([...LOCAL_IN, ...FORWARD.slice(0, end)]);
      expect(inShort(result)).toEqual(['4 LOCAL_IN']);
      expect(result.summary.incomplete).toEqual({ records: 1, lines: end });
    }
  });

  test('an in/out line whose pointer was cut agrees with no device line, not even with `(no dev)`', () => {
    const noDevice = `DEV: (no dev), NS: (null), INITNET: ${INIT}`;
    const cut = FORWARD[2]!.slice(0, -1);
    const result = run([SEPARATOR, noDevice, cut, FORWARD[3]!]);
    expect(entriesOf(result)).toEqual([]);
    expect(result.summary.incomplete).toEqual({ records: 1, lines: 4 });
  });
});

describe('open lines', () => {
  const device = FORWARD[1]!;

  test('expire: behind a pause they take part in nothing', () => {
    const later = LOCAL_IN.map((line, i) => stamped(13e6 + i, line));
    const result = analysed([stamped(10e6, device), ...later, ''].join('\n'));
    expect(inShort(result)).toEqual(['5 LOCAL_IN']);
    expect(result.summary.incomplete).toEqual({ records: 1, lines: 1 });
  });

  test('expire while other records come all the time', () => {
    const records = Array.from({ length: 60 }, (_, i) =>
      LOCAL_IN.map((line, j) => stamped(10e6 + i * 1e5 + j, line)),
    ).flat();
    const packetLine = stamped(16e6, FORWARD[3]!);
    const inOut = stamped(16e6, FORWARD[2]!);
    const result = analysed(
      [stamped(10e6, SEPARATOR), stamped(10e6, device), ...records, inOut, packetLine, ''].join('\n'),
    );
    expect(accountErrors(result)).toEqual([]);
    expect(entriesOf(result).filter(({ hook }) => hook === 'FORWARD')).toEqual([]);
    // Its two halves are given up apart, so nothing says that they were one.
    expect(result.summary.incomplete).toEqual({ records: 2, lines: 4 });
  });

  test('without times, they expire by the number of lines behind them', () => {
    const records = Array.from({ length: 11_000 }, () => LOCAL_IN).flat();
    const lines = [SEPARATOR, device, ...records, ...FORWARD.slice(2)].map((line) => `[nftrace]: ${line}\n`);
    const result = analysed(lines.join(''));
    expect(accountErrors(result)).toEqual([]);
    expect(result.summary.entries.total).toBe(11_000);
    // Its two halves are given up apart, so nothing says that they were one.
    expect(result.summary.incomplete).toEqual({ records: 2, lines: 4 });
  });
});

test('what the module says of itself is neither a record nor the end of one', () => {
  const [first, ...rest] = FORWARD;
  const result = run([MODULE_INIT, first!, MODULE_EXIT, ...rest]);
  expect(inShort(result)).toEqual(['6 FORWARD']);
  expect(result.summary.module).toBe(2);
});

test('lines of others between those of a record do not tear it', () => {
  const [a, b, c, d] = FORWARD.map((line, i) => stamped(10e6 + i, line));
  const other = '[   10.000000] docker0: port 1(veth1) entered blocking state';
  const result = analysed([a, other, b, '', c, other, other, d, ''].join('\n'));
  expect(inShort(result)).toEqual(['8 FORWARD']);
  expect(result.summary.lines).toMatchObject({ total: 8, trace: 4, foreign: 3, blank: 1 });
});

describe('two CPUs of Linux 6.12 at full speed, each with one device and one source port', () => {
  const log = fs.readFileSync(new URL('two-cpus-6.12.log', import.meta.url));

  test('each entry has the device of the CPU that its port stands for, or is marked', () => {
    const result = analysed(log);
    expect(accountErrors(result)).toEqual([]);
    const entries = entriesOf(result);
    const right = entries.filter(({ src, dev, in: sideIn }) => {
      const cpu = src.endsWith(':1') ? 'cpu1' : 'cpu0';
      return dev === cpu && sideIn === cpu;
    });
    const certain = entries.filter((entry) => !entry.ambiguous);
    expect(certain.filter((entry) => !right.includes(entry))).toEqual([]);
    expect(certain.length).toBeGreaterThanOrEqual(25);
  });
});
