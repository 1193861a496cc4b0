/** Bytes to runs of whole lines, whatever the bytes and however they come. */
import { describe, expect, test } from 'vitest';
import { LineChunks, MAX_LINE } from '../../src/source/line-chunks.js';
import { analysed, feed } from '../support/analysed.js';
import { kernelLog, walk } from '../support/kernel-log.js';
import { seeded } from '../support/seeded.js';

/** The lines that come out: their bytes, or `TOO LONG`; the last one with `cut` if its end was missing. */
function linesFrom(bytes: Buffer, chunk?: () => number): string[] {
  const lines: string[] = [];
  const chunks = new LineChunks({
    lines: (buffer, end, cut) => {
      expect(buffer[end - 1]).toBe(10);
      lines.push(...buffer.toString('latin1', 0, end - 1).split('\n'));
      if (cut) lines.push(`${lines.pop()} (cut)`);
    },
    inputEnds: () => {},
    tooLong: () => void lines.push('TOO LONG'),
  });
  feed(chunks, bytes, chunk);
  return lines;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('lines', () => {
  test.each([
    ['nothing', '', []],
    ['one line', 'a\n', ['a']],
    ['empty lines', '\n\na\n\n', ['', '', 'a', '']],
    ['a last line without an end', 'a\nb', ['a', 'b (cut)']],
    ['nothing but a line without an end', 'b', ['b (cut)']],
    ['NUL bytes are bytes', 'a\0b\n\0\n', ['a\0b', '\0']],
    ['CR stays in its line: a lone one ends none', 'a\r\nb\rc\r\n', ['a\r', 'b\rc\r']],
    [
      'every byte but LF',
      Buffer.from(Array.from({ length: 256 }, (_, i) => i).filter((i) => i !== 10)).toString('latin1') + '\n',
      [Buffer.from(Array.from({ length: 256 }, (_, i) => i).filter((i) => i !== 10)).toString('latin1')],
    ],
  ])('%s', (_, text, wanted) => {
    expect(linesFrom(bytes(text))).toEqual(wanted);
    expect(linesFrom(bytes(text), () => 1)).toEqual(wanted);
  });

  test('are the same however their bytes come', () => {
    const random = seeded(3);
    const text = Array.from({ length: 3000 }, () => 'x'.repeat(random(400))).join('\n');
    const wanted = linesFrom(bytes(text));
    expect(wanted).toHaveLength(3000);
    for (const most of [1, 2, 63, 64, 65, 4096, 1 << 18]) {
      expect(linesFrom(bytes(text), () => 1 + random(most))).toEqual(wanted);
    }
  });
});

describe('long lines', () => {
  const long = (length: number): string => 'y'.repeat(length);

  test.each([1000, 4095, 4096, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, MAX_LINE - 1])(
    'of %i bytes are kept, and so are their neighbours',
    (length) => {
      const wanted = ['before', long(length), 'after'];
      expect(linesFrom(bytes(wanted.join('\n') + '\n'))).toEqual(wanted);
    },
  );

  test.each([MAX_LINE + 1, 5 << 20])(
    'of %i bytes are counted once and cost their neighbours nothing',
    (length) => {
      const text = bytes(`before\n${long(length)}\nafter\n`);
      const wanted = ['before', 'TOO LONG', 'after'];
      expect(linesFrom(text)).toEqual(wanted);
      expect(linesFrom(text, () => 65_536)).toEqual(wanted);
    },
  );

  test('two in a row, and one at the end of the input', () => {
    const line = long(2 * MAX_LINE);
    expect(linesFrom(bytes(`${line}\n${line}\nafter\n${line}`))).toEqual([
      'TOO LONG',
      'TOO LONG',
      'after',
      'TOO LONG',
    ]);
  });

  test('an analysis counts one and goes on', () => {
    const log = kernelLog([
      walk('s', '10.0.0.1:1 > 10.0.0.2:2', ['init/PRE_ROUTING eth0', 'init/LOCAL_IN eth0']),
    ]);
    const { summary, packets } = analysed(
      [...log.lines.slice(0, 4), long(5 << 20), ...log.lines.slice(4), ''].join('\n'),
    );
    expect(summary.lines).toMatchObject({ total: 9, trace: 8, tooLong: 1 });
    expect(packets[0]!.hops[0]!.entries.map(({ line }) => line)).toEqual([4, 9]);
  });
});

test('a log from a serial console ends its lines in CR LF and reads the same', () => {
  const log = kernelLog([
    walk('s', '10.0.0.1:1 > 10.0.0.2:2', ['init/PRE_ROUTING eth0', 'init/LOCAL_IN eth0']),
  ]);
  expect(analysed(log.text.replaceAll('\n', '\r\n')).ndjson).toEqual(analysed(log.text).ndjson);
});

test('an input that ends without a line end does not run into the next one', () => {
  const log = kernelLog([walk('s', '10.0.0.1:1 > 10.0.0.2:2', ['init/PRE_ROUTING eth0'])]);
  const { summary } = analysed([log.text.trimEnd(), log.text]);
  expect(summary.lines.total).toBe(8);
  expect(summary.entries.total).toBe(2);
});

test('a small log has little room, and a long one more, but not more and more', () => {
  const chunks = new LineChunks({ lines: () => {}, tooLong: () => {}, inputEnds: () => {} });
  const rooms = Array.from({ length: 4 }, () => {
    const { space } = chunks;
    space.fill('line\n');
    space[space.length - 1] = 10;
    chunks.wrote(space.length);
    return space.length;
  });
  expect(rooms).toEqual([1 << 16, 1 << 18, 1 << 18, 1 << 18]);
});
