import fs from 'node:fs';
import { certainPaths } from '../../compare/certain-paths.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import { leftOutText } from '../../report/diff/left-out-text.js';
import { parseSnapshot } from '../../snapshot/parse-snapshot.js';
import { SNAPSHOT_FILE } from '../../snapshot/schema.js';
import { snapshotText } from '../../snapshot/write-snapshot.js';
import { readText } from '../../source/read-text.js';
import type { Context } from '../context.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import { OutputFile } from '../output-file.js';
import { readPaths } from '../../api/read-paths.js';

export interface SnapshotRequest extends LogRequest {
  /** The snapshot to renew; null: a new one goes to standard output. */
  readonly update: string | null;
}

/** `nfpath snapshot`. Inconclusive where the logs do not tell everything. An interrupted one renews nothing. */
export async function snapshot(request: SnapshotRequest, context: Context): Promise<ExitCode> {
  const { update } = request;
  const earlier = update === null ? null : await readEarlier(update);
  const { paths } = await readPaths(new LogReading(request, context));
  const certain = certainPaths(paths);
  const text = snapshotText(certain.paths, certain.leftOut.map(leftOutText), earlier);
  if (update === null) context.out.write(text);
  else if (!context.signal.aborted) {
    const file = OutputFile.open(update);
    file.write(text);
    file.end();
  }
  return certain.leftOut.length > 0 ? EXIT.inconclusive : EXIT.ran;
}

/** The text of the snapshot to renew; null where there is none yet. Throws BadFile where it is something else. */
async function readEarlier(path: string): Promise<string | null> {
  if (!fs.existsSync(path)) return null;
  const text = await readText(path, SNAPSHOT_FILE.mostBytes);
  parseSnapshot(text, path);
  return text;
}
