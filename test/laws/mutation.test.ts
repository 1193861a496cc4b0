/**
 * Logs are damaged in every way: lines overwritten in the ring, copied twice, cut by a terminal, garbled by a
 * serial line. Nothing throws, and every line is accounted for. NFPATH_DEEP=1 tries two million.
 */
import { expect, test } from 'vitest';
import { accountErrors, analysed } from '../support/analysed.js';
import { seeded } from '../support/seeded.js';
import { RENDERED_LOGS, SAMPLE_LOGS, SMALL_LOGS } from './logs.js';

const MUTATED_LINES = process.env['NFPATH_DEEP'] === '1' ? 2_000_000 : 8_000;

/** Half of what is damaged is plain dmesg, as what is behind the dialects is damaged there as well. */
const LOGS = [
  ...SMALL_LOGS,
  ...SMALL_LOGS,
  ...RENDERED_LOGS.filter((_, i) => i % 5 === 0),
  ...RENDERED_LOGS,
  ...SAMPLE_LOGS.filter(({ bytes }) => bytes.length < 10_000),
];

const random = seeded(7);
const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)]!;

/** Each makes of one line of a log what the damaged log has in its place. */
const MUTATIONS: Record<string, (line: string, log: readonly string[]) => string[]> = {
  lost: () => [],
  twice: (line) => [line, line],
  'cut short': (line) => [line.slice(0, random(line.length + 1))],
  'without its beginning': (line) => [line.slice(random(line.length + 1))],
  'one byte of it another': (line) => [withByte(line, random(line.length), String.fromCharCode(random(256)))],
  'one digit of it another': (line) => [line.replace(/\d(?=\D*$)/, String(random(10)))],
  'in two lines': (line) => {
    const at = random(line.length + 1);
    return [line.slice(0, at), line.slice(at)];
  },
  'with a line of another place behind it': (line, log) => [line, pick(log)],
  'joined with a line of another place': (line, log) => [line + pick(log)],
  'at another time': (line) => [line.replace(/\d+\./, `${random(1e6)}.`)],
  'another line instead': (_, log) => [pick(log)],
};

test.each(Object.entries(MUTATIONS))('lines %s', { timeout: 3_600_000 }, (_, mutate) => {
  const share = MUTATED_LINES / Object.keys(MUTATIONS).length;
  for (let mutated = 0; mutated < share;) {
    const log = pick(LOGS).bytes.toString('latin1').trimEnd().split('\n');
    const odds = pick([4, 20, 60]);
    const damaged = log.flatMap((line) => {
      if (random(odds) > 0) return [line];
      mutated++;
      return mutate(line, log);
    });
    const run = analysed(Buffer.from(damaged.join('\n'), 'latin1'));
    const errors = accountErrors(run);
    if (errors.length > 0) expect({ errors, log: damaged.join('\n') }).toBeUndefined();
    expect(run.summary.lines.total).toBe(damaged.join('\n') === '' ? 0 : linesOf(damaged.join('\n')));
  }
});

function linesOf(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function withByte(line: string, at: number, byte: string): string {
  return line.slice(0, at) + byte + line.slice(at + 1);
}
