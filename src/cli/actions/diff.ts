import { comparePaths } from '../../compare/compare.js';
import { renamed, type Renames } from '../../compare/renames.js';
import type { ExitCode } from '../../model/exit-code.js';
import type { PathSet } from '../../model/path-set.js';
import { diffJson } from '../../report/diff/diff-json.js';
import { diffExitCode, type DiffReport, type SideReport } from '../../report/diff/diff-report.js';
import { diffText } from '../../report/diff/diff-text.js';
import { assertReadable } from '../../source/read.js';
import type { Context } from '../context.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import { readPaths } from '../read-paths.js';
import { isSnapshot, readSnapshot } from '../read-snapshot.js';

export interface DiffRequest {
  /** Each of one input. */
  readonly old: LogRequest;
  readonly new: LogRequest;
  readonly format: 'text' | 'json';
  readonly renames: Renames;
  /** See `CompareOptions`. */
  readonly timing: number | null;
}

/** `nfpath diff`. */
export async function diff(request: DiffRequest, { out, signal }: Context): Promise<ExitCode> {
  const { format, renames, timing } = request;
  assertReadable([...request.old.inputs, ...request.new.inputs]);
  const old = await readSide(request.old, signal);
  const fresh = await readSide(request.new, signal);
  const report: DiffReport = {
    comparison: comparePaths(renamed(old.paths, renames), fresh.paths, { timing }),
    sides: { old: old.side, new: fresh.side },
  };
  out.write(format === 'text' ? diffText(report, request.new.look) : diffJson(report));
  return diffExitCode(report);
}

async function readSide(
  request: LogRequest,
  signal: AbortSignal,
): Promise<{ side: SideReport; paths: PathSet }> {
  const input = request.inputs[0]!;
  if (isSnapshot(input)) return { side: { kind: 'snapshot', input }, paths: await readSnapshot(input) };
  const reading = new LogReading(request);
  const { facts, paths } = await readPaths(reading, signal);
  const { names, complaints, analysis } = reading;
  return { side: { kind: 'log', input, facts, ledger: analysis.ledger, names, complaints }, paths };
}
