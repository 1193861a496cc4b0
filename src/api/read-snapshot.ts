import type { PathSet } from '../model/path-set.js';
import { parseSnapshot } from '../snapshot/parse-snapshot.js';
import { SNAPSHOT_FILE } from '../snapshot/schema.js';
import { readText } from '../source/read-text.js';
import { inputName } from '../source/unreadable.js';

/** Reads a snapshot. Throws UnreadableInput and BadFile. */
export async function readSnapshot(path: string): Promise<PathSet> {
  return parseSnapshot(await readText(path, SNAPSHOT_FILE.mostBytes), inputName(path));
}
