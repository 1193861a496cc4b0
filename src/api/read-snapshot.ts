import type { PathSet } from '../model/path-set.js';
import { parseSnapshot } from '../snapshot/parse-snapshot.js';
import { SNAPSHOT_FILE } from '../snapshot/schema.js';
import { readText } from '../source/read-text.js';
import { inputName } from '../source/unreadable.js';

/** Whether an input is a snapshot, by its name: all else is a log. */
export function isSnapshot(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Reads a snapshot. Throws UnreadableInput and BadFile. */
export async function readSnapshot(path: string): Promise<PathSet> {
  return parseSnapshot(await readText(path, SNAPSHOT_FILE.mostBytes), inputName(path));
}
