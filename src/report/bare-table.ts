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
const GAP = '  ';
const BARE = { ...Object.fromEntries([...EDGES, ...RULES].map((part) => [part, ''])), middle: GAP };

/** What is one column wide without a doubt: what addresses and counts are of. */
const NARROW = /^[\x20-\x7e–…→⇒]*$/;

/** Rows as lines of text in aligned columns, without a frame. */
export function bareTable(rows: readonly (readonly string[])[], aligns: HorizontalAlignment[]): string[] {
  const isNarrow = rows.every((row) => row.every((cell) => NARROW.test(cell)));
  const lines = isNarrow ? narrowLines(rows, aligns) : anyLines(rows, aligns);
  return lines.map((line) => line.trimEnd());
}

/** cli-table3 would make the same, in a time that grows with the square, and of 20 ms for the first table. */
function narrowLines(rows: readonly (readonly string[])[], aligns: readonly HorizontalAlignment[]): string[] {
  const widths = aligns.map((_, column) => Math.max(1, ...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        aligns[column] === 'right' ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join(GAP),
  );
}

function anyLines(rows: readonly (readonly string[])[], colAligns: HorizontalAlignment[]): string[] {
  const table = new Table({
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns,
  });
  for (const row of rows) table.push([...row]);
  return table.toString().split('\n');
}
