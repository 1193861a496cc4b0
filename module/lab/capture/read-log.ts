import fs from 'node:fs';

/** The lines of a kernel log. Bytes that are no text are kept as they are. */
export function readLog(file: string): string[] {
  const lines = fs.readFileSync(file, 'latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
