/** Text that is put together as bytes is the text that strings would give, whatever its pieces are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteText, pieceOf } from '../../src/report/byte-text.js';
import { KeptPieces } from '../../src/report/kept-pieces.js';

const textOf = (out: ByteText): string => new TextDecoder('utf-8', { fatal: true }).decode(out.bytes);

function written(put: (out: ByteText) => void): string {
  const out = new ByteText();
  put(out);
  return textOf(out);
}

describe('numbers', () => {
  test('are in decimal, without zeros in front', () => {
    const numbers = [0, 9, 10, 99, 100, 999, 1000, 1001, 999_999, 1e6, 1_000_001, 1e9 - 1, 1e9, 2 ** 53 - 1];
    for (const number of numbers) expect(written((out) => out.natural(number))).toBe(String(number));
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 999_999_999 }), (long, short) => {
        expect(written((out) => out.natural(long))).toBe(String(long));
        expect(written((out) => out.natural(short))).toBe(String(short));
      }),
    );
  });

  test('of six digits have zeros in front', () => {
    for (const [number, text] of [
      [0, '000000'],
      [7, '000007'],
      [1000, '001000'],
      [999_999, '999999'],
    ] as const)
      expect(written((out) => out.sixDigits(number))).toBe(text);
  });
});

/** Something that is put behind a text, and what it is as a string. */
const STEPS = fc.array(
  fc.oneof(
    fc.record({ as: fc.constant('piece'), text: fc.string({ unit: 'grapheme' }) }),
    fc.record({ as: fc.constant('text'), text: fc.string({ unit: 'grapheme', maxLength: 3000 }) }),
    fc.record({ as: fc.constant('bytes'), text: fc.string({ unit: 'grapheme' }) }),
    fc.record({ as: fc.constant('number'), text: fc.nat(2e9).map(String) }),
    fc.record({ as: fc.constant('again'), text: fc.string({ unit: 'grapheme', minLength: 1 }) }),
  ),
  { maxLength: 40 },
);

test('pieces, texts, bytes and numbers stand one behind the other, also when the room grows', () => {
  fc.assert(
    fc.property(STEPS, (steps) => {
      const out = new ByteText(16); // so little that it must grow
      let expected = '';
      for (const { as, text } of steps) {
        expected += text;
        if (as === 'piece') out.put(pieceOf(text));
        else if (as === 'text') out.text(text);
        else if (as === 'bytes') out.append(Buffer.from(text));
        else if (as === 'number') out.natural(Number(text));
        else {
          const start = out.length;
          out.text(text);
          out.repeat(start, out.length - start);
          expected += text;
        }
      }
      expect(textOf(out)).toBe(expected);
      out.clear();
      out.text('anew');
      expect(textOf(out)).toBe('anew');
    }),
  );
});

describe('kept pieces', () => {
  test('are the ones of their key, however many came in between and whatever they hold', () => {
    const kept = new KeptPieces(24, true);
    const textFor = (key: number, name: string): string =>
      key % 3 === 0 ? `${key} é ${name}` : `${key} ${name} ${'x'.repeat(key % 40)}`;
    const put = (key: number, name: string): string =>
      written((out) => {
        if (!kept.has(key, key % 7, 0, 0, name)) kept.set(textFor(key, name));
        kept.putInto(out);
      });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.constantFrom('a', 'b'), (key, name) => {
        expect(put(key, name)).toBe(textFor(key, name));
        expect(put(key, name)).toBe(textFor(key, name));
      }),
      { numRuns: 3000 },
    );
  });

  test('are not there before they are set, whatever stood in their place', () => {
    const kept = new KeptPieces(24);
    expect(kept.has(7)).toBe(false);
    kept.set('seven');
    expect(kept.has(7 + (1 << 14))).toBe(false); // It takes the place of the other one, and is not set.
    expect(kept.has(7 + (1 << 14))).toBe(false);
  });

  test('of symbols that follow each other do not push each other out', () => {
    const kept = new KeptPieces(24);
    const symbols = Array.from({ length: 16_000 }, (_, i) => 5000 + i);
    const missing = (): number[] =>
      symbols.filter((symbol) => {
        if (kept.has(symbol)) return false;
        kept.set(String(symbol));
        return true;
      });
    expect(missing()).toEqual(symbols);
    missing(); // It had to grow, and has forgotten some.
    expect(missing()).toEqual([]);
  });
});
