import Table, { type HorizontalAlignment } from 'cli-table3';

/** No frame: two spaces between the columns, and no lines between the rows. */
const EDGES = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
];
const RULES = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'];
const BARE = { ...Object.fromEntries([...EDGES, ...RULES].map((part) => [part, ''])), middle: '  ' };

/** Rows as lines of text in aligned columns, without a frame. Laying out takes time that grows with the square. */
export function bareTable(rows: readonly (readonly string[])[], colAligns: HorizontalAlignment[]): string[] {
  const table = new Table({
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns,
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
