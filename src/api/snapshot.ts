import { certainPaths } from '../compare/certain-paths.js';
import { leftOutText } from '../report/diff/left-out-text.js';
import { snapshotText } from '../snapshot/write-snapshot.js';
import { InputReading, type ReadOptions } from './input-reading.js';
import type { Logs } from './log-input.js';
import { readPaths } from './read-paths.js';

export interface SnapshotOptions extends ReadOptions {
  /** The text of the snapshot that this one replaces: its comments are kept. */
  readonly earlier?: string | undefined;
}

/** The paths of logs, written down. */
export interface SnapshotResult {
  /** YAML, see docs/snapshots.md. */
  readonly text: string;
  /** What the logs do not tell; the snapshot lists it, too. */
  readonly leftOut: readonly string[];
}

/**
 * Writes down the paths of logs: `nfpath snapshot` as a function. `parseSnapshot` reads the text back.
 *
 * Throws UnreadableInput where a file can't be read.
 */
export async function snapshot(logs: Logs, options: SnapshotOptions = {}): Promise<SnapshotResult> {
  const reading = new InputReading(logs, options);
  const { paths } = await readPaths(reading);
  const certain = certainPaths(paths);
  const leftOut = certain.leftOut.map(leftOutText);
  return { text: snapshotText(certain.paths, leftOut, options.earlier ?? null), leftOut };
}
