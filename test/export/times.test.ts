import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ELAPSED_CLOCK, KERNEL_CLOCK, WALL_CLOCK } from '../../src/model/clock.js';
import { Timeline } from '../../src/report/export/timeline.js';
import { DIALECTS, recordsOf } from '../support/dialects.js';
import { exported, tally } from './exported.js';
import { entryOf, packetOf } from './hand-made.js';
import { readOtlpLines, type OtlpSpan } from './read-otlp.js';

const EXTERNAL = 'fixtures/external-to-container/el7-3.10.log';
const records = recordsOf(fs.readFileSync(EXTERNAL, 'utf8'));

async function spansOf(options: readonly string[], log?: string): Promise<OtlpSpan[]> {
  const { stdout, exitCode } = await exported('otlp', ['--timezone', 'UTC', ...options], log);
  expect(exitCode).toBe(0);
  return readOtlpLines(stdout);
}

/** The lengths of the packets' ways, in microseconds. */
function durationsOf(spans: readonly OtlpSpan[]): number[] {
  return spans
    .filter(({ attributes }) => attributes['nfpath.kind'] === 'packet')
    .map(({ start, end }) => Number((end - start) / 1000n));
}

/** What a dialect's times may be taken for, by whose time it has. */
const MAY_BE = {
  kernel: ['uptime'],
  wall: ['kernel-wall', 'wall'],
  none: ['elapsed', 'yearless', 'synthetic'],
} as const;

const seen = new Set<string>();

describe.each(DIALECTS)('$name', ({ time, render }) => {
  test('has the times that it says it has, and makes none up unless it is told to', async () => {
    const log = render(records);
    const spans = await spansOf(['--synthetic-times'], log);
    const kinds = tally(spans.map(({ attributes }) => String(attributes['nfpath.kind'])));
    expect(kinds).toEqual({ capture: 1, entry: 10, flow: 1, packet: 2 });
    const bases = [...new Set(spans.map(({ resource }) => String(resource['nfpath.time_basis'])))];
    expect(bases).toHaveLength(1);
    seen.add(bases[0]!);
    expect(MAY_BE[time]).toContain(bases[0]);
    if (['uptime', 'kernel-wall', 'elapsed'].includes(bases[0]!))
      expect(durationsOf(spans)).toEqual([67, 35]);
    if (bases[0] === 'synthetic') expect(durationsOf(spans)).toEqual([16, 16]);
    const { exitCode, told } = await exported('otlp', [], log);
    expect(exitCode).toBe(bases[0] === 'synthetic' ? 2 : 0);
    if (exitCode === 2) expect(told).toMatch(/^nfpath: line 4 has no time, .* say --synthetic-times /);
  });
});

test('each of them comes in some dialect', () => {
  expect([...seen].sort()).toEqual(['elapsed', 'kernel-wall', 'synthetic', 'uptime', 'wall', 'yearless']);
});

const BOOT = '1795382934157934'; // 2026-11-22T21:28:54Z and the microseconds of the first entry
const UPTIME = 3_598_646;

test.each([
  ['from the boot, where nobody knows when that was', [], `${UPTIME}157934`, 'uptime'],
  ['from the boot time', ['--boot-time', '2026-11-22T21:28:54Z'], BOOT, 'boot-time'],
  [
    'from a boot time in another zone',
    ['--boot-time', '2026-11-22 22:28:54', '--timezone', 'Europe/Berlin'],
    BOOT,
    'boot-time',
  ],
  ['from a boot time as who -b has it', ['--boot-time', '2026-11-22 21:28'], `1795382880157934`, 'boot-time'],
])("the kernel's time counts %s", async (_, options, micros, basis) => {
  const spans = await spansOf([EXTERNAL, ...options]);
  const shift = basis === 'uptime' ? 0n : BigInt(UPTIME) * 1_000_000n;
  expect(spans[0]!.start).toBe((BigInt(micros) + shift) * 1000n);
  expect(new Set(spans.map(({ resource }) => resource['nfpath.time_basis']))).toEqual(new Set([basis]));
});

test.each([
  ['rsyslog-imkmsg-5424.txt', 'wall', /^2026-11-22/],
  ['rsyslog-imkmsg-trad.txt', 'yearless', /^1972-11-22/],
])('%s is %s', async (name, basis, date) => {
  const spans = await spansOf([`fixtures/dialects/${name}`]);
  expect(spans.length).toBeGreaterThan(0);
  for (const { start, resource } of spans) {
    expect(new Date(Number(start / 1_000_000n)).toISOString()).toMatch(date);
    expect(resource['nfpath.time_basis']).toBe(basis);
  }
});

test.each(['yesterday', '2026-13-01 00:00', '1969-12-31 00:00Z', '2026-11-22'])(
  '%s is no boot time',
  async (time) => {
    const { stdout, told, exitCode } = await exported('otlp', [EXTERNAL, '--boot-time', time]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(told).toContain(`--boot-time ${JSON.stringify(time)} is no date and time since 1970`);
  },
);

test('a packet never goes back in time, and where its entries do, they are moved and marked', () => {
  const clocks = fc.constantFrom(KERNEL_CLOCK, WALL_CLOCK, ELAPSED_CLOCK);
  const entries = fc.array(fc.record({ sec: fc.nat(5), usec: fc.nat(3), clock: clocks }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(entries, (times) => {
      const timeline = new Timeline({ bootTime: null, synthetic: false }, ['a']);
      const packet = packetOf(times.map((time) => entryOf(time)));
      const { micros, isMoved } = timeline.timesOf(packet);
      expect(micros).toEqual(micros.toSorted((a, b) => a - b));
      const own = times.map(({ sec, usec }) => sec * 1e6 + usec);
      isMoved.forEach((moved, i) => {
        if (!moved) expect([micros[i], times[i]!.clock]).toEqual([own[i], times[0]!.clock]);
        else expect(times[i]!.clock !== times[0]!.clock || own[i]! < micros[i]!).toBe(true);
      });
    }),
  );
});

test('standard error says what the times are, and the ledger', async () => {
  expect((await exported('pcapng', [EXTERNAL])).told).toBe(
    '40 lines, every one read: 10 entries, 2 packets, 1 flow, nothing lost\n' +
      "times are the kernel's time: 1970-01-01T00:00:00Z stands for the boot (--boot-time says when that was)\n",
  );
});
