import { describe, expect, test } from 'vitest';
import { duration, grouped, renderLine, type Line } from '../../src/report/line.js';
import { jsonString, printable } from '../../src/report/log-text.js';
import { Sampled } from '../../src/model/sampled.js';
import { COLOUR, PLAIN } from '../../src/report/style.js';

describe('renderLine', () => {
  const line: Line = ['flow 1  ', { text: 'delivered', as: 'good' }, '  54 µs'];

  test.each([
    [Infinity, 'flow 1  delivered  54 µs'],
    [24, 'flow 1  delivered  54 µs'],
    [23, 'flow 1  delivered  54 …'],
    [10, 'flow 1  d…'],
    [1, '…'],
    [0, '…'],
  ])('cut to %d columns', (width, expected) => {
    expect(renderLine(line, PLAIN, width)).toBe(expected);
  });

  test('colour takes no columns and ends where its text is cut', () => {
    expect(renderLine(line, COLOUR, 10)).toBe('flow 1  \u001B[32md\u001B[0m…');
  });
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
])('grouped(%d)', (count, expected) => {
  expect(grouped(count)).toBe(expected);
});

test.each([
  [21.4, '21 µs'],
  [-1, '-1 µs'],
  [1234, '1.2 ms'],
  [3_456_789, '3.46 s'],
])('duration(%d)', (micros, expected) => {
  expect(duration(micros)).toBe(expected);
});

describe('Sampled', () => {
  test('a few values have their exact median', () => {
    const sampled = new Sampled();
    for (const value of [9, 1, 5, 7]) sampled.add(value);
    expect(sampled.median).toBe(6);
  });

  test('of many values the median is of some that are spread over all', () => {
    const sampled = new Sampled();
    for (let value = 0; value < 100_000; value++) sampled.add(value);
    expect(sampled.median).toBeGreaterThan(45_000);
    expect(sampled.median).toBeLessThan(55_000);
  });
});

describe('text of the log', () => {
  // As the log has them: one character for one byte.
  const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

  /** The exact bytes, as docs/json.md says how to get them back. */
  const bytesOf = (text: string): string =>
    [...text]
      .map((c) =>
        /[\udc80-\udcff]/.test(c) && c.length === 1
          ? String.fromCharCode(c.charCodeAt(0) - 0xdc00)
          : latin1(c),
      )
      .join('');

  test.each([
    ['eth0', 'eth0', '"eth0"'],
    [latin1('größe'), 'größe', '"größe"'],
    ['gr\xf6', 'gr\\xf6', '"gr\\udcf6"'],
    ['\x1b[2J', '\\x1b[2J', '"\\u001b[2J"'],
    ['a\x7f', 'a\\x7f', '"a\\u007f"'],
    [latin1('a\u0085b'), 'a\\x85b', '"a\\u0085b"'],
    [latin1('a\u202eb'), 'a\\u{202e}b', '"a\\u202eb"'],
    [latin1('a\uffff'), 'a\\u{ffff}', '"a\\uffff"'],
    ['"\\', '"\\', '"\\"\\\\"'],
    ['\xe2\x82', '\\xe2\\x82', '"\\udce2\\udc82"'],
    ['\xed\xa0\x80', '\\xed\\xa0\\x80', '"\\udced\\udca0\\udc80"'],
  ])('%j', (text, terminal, json) => {
    expect(printable(text)).toBe(terminal);
    expect(jsonString(text)).toBe(json);
    expect(bytesOf(JSON.parse(jsonString(text)) as string)).toBe(text);
  });
});
