import fc from 'fast-check';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HeldLines } from '../../src/cli/held-lines.js';
import { Output } from '../../src/cli/output.js';

/** What comes out where all of it is written by an Output, in this order. */
function written(write: (out: Output) => void): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-output-'));
  try {
    const file = path.join(folder, 'out');
    const descriptor = fs.openSync(file, 'w');
    const out = new Output(descriptor);
    write(out);
    out.end();
    fs.closeSync(descriptor);
    return fs.readFileSync(file, 'utf8');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Short and long ones, around the sizes at which buffers are full. */
const TEXT = fc
  .tuple(fc.constantFrom('a', 'ä', '€', '😀'), fc.constantFrom(1, 3, 1000, 4095, 30_000, 70_000, 400_000))
  .map(([character, times]) => character.repeat(times));

const AS = fc.constantFrom('text', 'bytes', 'composed');

test('text and bytes, and what is composed, come out in the order in which they were written', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(TEXT, AS), { maxLength: 12 }), (pieces) => {
      const all = written((out) => {
        for (const [text, as] of pieces)
          if (as === 'composed') out.compose((bytes) => bytes.text(text));
          else out.write(as === 'bytes' ? Buffer.from(text) : text);
      });
      expect(all === pieces.map(([text]) => text).join('')).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('lines that are held come behind the others, or when there are too many of them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(TEXT, fc.boolean()), { maxLength: 20 }), (lines) => {
      let expected = '';
      let held: string[] = [];
      const all = written((out) => {
        const holding = new HeldLines(out, 3);
        for (const [line, isHeld] of lines) {
          if (isHeld) holding.add(line);
          else out.write(line);
          if (isHeld) held.push(line);
          else expected += line;
          if (held.length < 3) continue;
          expected += held.join('');
          held = [];
        }
        holding.release();
      });
      expect(all === expected + held.join('')).toBe(true);
    }),
    { numRuns: 60 },
  );
});
