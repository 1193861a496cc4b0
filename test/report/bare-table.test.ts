import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareTable } from '../../src/report/bare-table.js';

test('columns are as wide as their widest cell, and two spaces apart', () => {
  const rows = [
    ['flows', 'client', 'packets'],
    ['1–3, …', '10.0.0.1:80 ⇒ 10.0.0.2:8080', '7'],
    ['', '', '1,234'],
  ];
  expect(bareTable(rows, ['left', 'left', 'right'])).toEqual([
    'flows   client                       packets',
    '1–3, …  10.0.0.1:80 ⇒ 10.0.0.2:8080        7',
    '                                       1,234',
  ]);
});

test('what is two columns wide counts as two', () => {
  const rows = [
    ['漢字', 'a'],
    ['abc', 'b'],
  ];
  expect(bareTable(rows, ['left', 'left'])).toEqual(['漢字  a', 'abc   b']);
});

test('a table that cli-table3 need not make is as it would have made it', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab1 .:[]–…→⇒'), maxLength: 12 });
  const rows = fc
    .integer({ min: 1, max: 4 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
    );
  fc.assert(
    fc.property(rows, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (cells, areRight) => {
      const aligns = cells[0]!.map((_, column) => (areRight[column]! ? 'right' : 'left'));
      const lastRow = (first: string): string[] => cells[0]!.map((_, column) => (column === 0 ? first : ''));
      const [ours, theirs] = ['ab', '漢'].map((first) => bareTable([...cells, lastRow(first)], aligns));
      expect(ours!.slice(0, -1)).toEqual(theirs!.slice(0, -1));
    }),
  );
});
