import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNullPointer, LAST_NULL_POINTER, NONE, NULL_TEXT } from '../../src/model/symbol.js';
import { LAST_FOUND } from '../../src/parse/memory-layout.js';
import { SymbolTable } from '../../src/parse/symbols.js';

/** Reads a text that stands in a buffer, and forgets where. */
function read(symbols: SymbolTable, buffer: Buffer, start: number, end: number, kinds = 0): number {
  symbols.memory.reserve(1);
  const base = symbols.memory.load(buffer, buffer.length);
  const symbol = symbols.read(base + start, base + end, kinds, LAST_FOUND);
  symbols.memory.unload(base);
  return symbol;
}

const bytes = (maxLength: number) => fc.uint8Array({ minLength: 1, maxLength, min: 1 });

describe('SymbolTable', () => {
  test('knows from the beginning how kernels print NULL', () => {
    const symbols = new SymbolTable();
    expect(symbols.size).toBe(LAST_NULL_POINTER);
    expect(symbols.intern('(null)')).toBe(NULL_TEXT);
    expect(symbols.text(NULL_TEXT)).toBe('(null)');
    for (const text of ['0', '00000000', '0000000000000000', '0x0', '0x00000000', '0x0000000000000000']) {
      expect(isNullPointer(symbols.intern(text))).toBe(true);
    }
    for (const text of ['(ptrval)', '0x', '00000000d917d7d1', '00000000000000000']) {
      expect(isNullPointer(symbols.intern(text))).toBe(false);
    }
  });

  test('has no text for NONE and none for symbols that it did not give', () => {
    const symbols = new SymbolTable();
    expect(symbols.intern('')).toBe(NONE);
    expect(symbols.text(NONE)).toBe('');
    expect(() => symbols.text(symbols.size + 1)).toThrow(RangeError);
    expect(() => symbols.text(-1)).toThrow(RangeError);
    expect(() => symbols.intern('\u20ac')).toThrow(RangeError);
  });

  test('gives equal bytes equal symbols and different bytes different ones, whatever stands behind them', () => {
    fc.assert(
      fc.property(
        fc.array(bytes(40), { maxLength: 50 }),
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        (texts, rest) => {
          const symbols = new SymbolTable();
          const known = new Map<string, number>();
          for (const text of texts) {
            const buffer = Buffer.concat([text, rest]);
            const latin1 = Buffer.from(text).toString('latin1');
            const symbol = read(symbols, buffer, 0, text.length);
            expect(symbols.text(symbol)).toBe(latin1);
            expect(symbols.intern(latin1)).toBe(symbol);
            expect(known.get(latin1) ?? symbol).toBe(symbol);
            known.set(latin1, symbol);
          }
          expect(new Set(known.values()).size).toBe(known.size);
        },
      ),
    );
  });

  test('guesses texts of 16 bytes that were read as the kind, and nothing else', () => {
    const symbols = new SymbolTable();
    const buffer = Buffer.alloc(16);
    const readAs = (text: string, kinds: number): number =>
      read(symbols, buffer, 0, buffer.fill(0).write(text, 'latin1'), kinds);
    const guess = (text: string, kind: number): number => {
      buffer.fill(0).write(text, 'latin1');
      const base = symbols.memory.load(buffer, 16);
      symbols.memory.unload(base);
      return symbols.guess(base, kind, LAST_FOUND);
    };
    const pointer = readAs('ffff9710acf99a00', 1);
    const name = readAs('a-name-so-long-1', 2);
    readAs('ffff9710', 1);
    expect(guess('ffff9710acf99a00', 1)).toBe(pointer);
    expect(guess('ffff9710acf99a00', 2)).toBe(NONE);
    expect(guess('a-name-so-long-1', 1)).toBe(NONE);
    expect(readAs('a-name-so-long-1', 1)).toBe(name);
    expect([guess('a-name-so-long-1', 1), guess('a-name-so-long-1', 2)]).toEqual([name, name]);
    expect(guess('ffff9710', 1)).toBe(NONE); // NULs behind it, as in a torn write to a disk
    expect(guess('ffff9710acf99a01', 1)).toBe(NONE);
    expect(guess('', 1)).toBe(NONE);
  });

  test('takes texts that hold a NUL, where they come as strings', () => {
    const symbols = new SymbolTable();
    const texts = ['\0', 'T1\0', 'T1', 'T1\0\0'];
    const all = texts.map((text) => symbols.intern(text));
    expect(new Set(all).size).toBe(texts.length);
    expect(all.map((symbol) => symbols.text(symbol))).toEqual(texts);
    expect(texts.map((text) => symbols.intern(text))).toEqual(all);
  });

  test('keeps its symbols while it grows', () => {
    const symbols = new SymbolTable();
    const count = 100_000;
    const textOf = (i: number) =>
      i % 10 === 0 ? `a-text-longer-than-16-bytes-${i}` : `ffff9710${i.toString(16)}`;
    const buffer = Buffer.alloc(64);
    for (let i = 0; i < count; i++) {
      const length = buffer.write(textOf(i), 3, 'latin1');
      expect(read(symbols, buffer, 3, 3 + length) - LAST_NULL_POINTER - 1).toBe(i);
    }
    expect(symbols.size).toBe(LAST_NULL_POINTER + count);
    for (let i = 0; i < count; i += 7) {
      expect(symbols.text(LAST_NULL_POINTER + 1 + i)).toBe(textOf(i));
      expect(symbols.intern(textOf(i))).toBe(LAST_NULL_POINTER + 1 + i);
    }
  });

  test('keeps its symbols, and the texts that are loaded, while the memory moves', () => {
    const symbols = new SymbolTable();
    const { memory } = symbols;
    const outer = memory.load(Buffer.from('docker0'), 7);
    const known = symbols.read(outer, outer + 7, 1, LAST_FOUND);
    const capacity = 1 << 18;
    for (let i = 0; i < capacity; i++) {
      if (i % 1000 === 0) memory.reserve(1000);
      const text = Buffer.from(`ffff97${i.toString(16).padStart(10, '0')}`);
      const base = memory.load(text, 16);
      symbols.read(base, base + 16, 4, LAST_FOUND);
      memory.unload(base);
    }
    const long = Buffer.alloc(1 << 20, 'x');
    memory.unload(memory.load(long, long.length));
    expect(symbols.read(outer, outer + 7, 0, LAST_FOUND)).toBe(known);
    expect(symbols.text(known)).toBe('docker0');
    expect(symbols.size).toBe(known + capacity);
    const last = memory.load(Buffer.from(`ffff97${(capacity - 1).toString(16).padStart(10, '0')}`), 16);
    expect([symbols.guess(last, 4, LAST_FOUND), symbols.guess(last, 1, LAST_FOUND)]).toEqual([
      symbols.size,
      NONE,
    ]);
  });
});
