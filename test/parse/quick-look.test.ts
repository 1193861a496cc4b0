/** Lines without the tag that are only counted are looked at by nobody: none of those that say something may be among them. */
import { expect, test } from 'vitest';
import { QuickLook } from '../../src/parse/quick-look.js';
import { HEADER_SAMPLES, MARK_SAMPLES, PREFIXES } from './samples.js';

const look = (line: string): boolean => {
  const bytes = Buffer.from(line, 'latin1');
  return new QuickLook().isWorthIt(bytes, 0, bytes.length);
};

test.each(MARK_SAMPLES)('%s is looked at, whatever stands before it', (mark) => {
  for (const [, prefix] of PREFIXES)
    for (const end of ['', '\r']) expect(look(prefix + mark + end)).toBe(true);
});

test.each(HEADER_SAMPLES)('%s is looked at', (line) => {
  expect(look(line) && look(`${line}\r`)).toBe(true);
});

test.each([
  '** 12 printk messages dropped **',
  '** 12 printk messages dropped ** [    1.000000] usb 1-1: new high-speed USB device',
  'Nov 22 21:38:36 vm conserver: *** ** 12 printk messages dropped ** [    1.000000] usb 1-1: x',
  '6,193,304052,-;acpi PNP0A08:00: _OSC',
  '\u00006,193,304052,-;acpi PNP0A08:00: _OSC',
  '{',
  '{"MESSAGE":"x"}',
  'data: {"MESSAGE":"x"}',
  '\u001e{"MESSAGE":"x"}',
  '__CURSOR=s=40369c70',
  'Sun 2026-11-22 21:37:55.260690 UTC [s=40369c70;i=262;x=84759b15]',
])('%j is looked at', (line) => {
  expect(look(line) && look(`${line}\r`)).toBe(true);
});

test('most others are not', () => {
  for (const line of [
    '',
    'usb 1-1: new high-speed USB device',
    '[    1.000000] docker0: port 1(veth1) entered blocking state',
    '[    1.000000] *** VALIDATE ext4 ***: ** and ** more',
  ])
    expect(look(line)).toBe(false);
});
