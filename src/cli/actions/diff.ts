import { isSnapshot } from '../../api/is-snapshot.js';
import { readSide, type ReadSide } from '../../api/read-side.js';
import { comparePaths } from '../../compare/compare.js';
import { renamed, type Renames } from '../../compare/renames.js';
import { compareVerdicts } from '../../compare/verdict-changes.js';
import type { ExitCode } from '../../model/exit-code.js';
import type { Policy } from '../../model/policy.js';
import { UsersError } from '../../model/users-error.js';
import { diffJson } from '../../report/diff/diff-json.js';
import { diffExitCode, type DiffReport } from '../../report/diff/diff-report.js';
import { diffText } from '../../report/diff/diff-text.js';
import { assertReadable } from '../../source/read.js';
import type { Context } from '../context.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';

export interface DiffRequest {
  /** Each of one input. */
  readonly old: LogRequest;
  readonly new: LogRequest;
  readonly format: 'text' | 'json';
  readonly renames: Renames;
  /** Path of a policy file; null: no verdicts are compared. */
  readonly policy: string | null;
  /** See `CompareOptions`. */
  readonly timing: number | null;
}

/** `nfpath diff`. */
export async function diff(request: DiffRequest, context: Context): Promise<ExitCode> {
  const { format, renames, timing } = request;
  assertReadable([...request.old.inputs, ...request.new.inputs]);
  const policy = request.policy === null ? null : await policyOf(request.policy);
  const old = await sideOf(request.old, policy, context);
  const fresh = await sideOf(request.new, policy, context);
  const comparison = comparePaths(renamed(old.paths, renames), fresh.paths, { timing });
  const report: DiffReport = {
    comparison,
    rules: policy && compareVerdicts(old.verdicts, fresh.verdicts, comparison.differences),
    sides: { old: old.report, new: fresh.report },
  };
  context.out.write(format === 'text' ? diffText(report, request.new.look) : diffJson(report));
  return diffExitCode(report);
}

async function sideOf(request: LogRequest, policy: Policy | null, context: Context): Promise<ReadSide> {
  const input = request.inputs[0]!;
  if (!isSnapshot(input)) {
    const netns = [...(request.options.netns ?? []), ...(policy?.namespaces ?? [])];
    const reading = new LogReading({ ...request, options: { ...request.options, netns } }, context);
    return readSide(reading, policy);
  }
  if (policy !== null) {
    throw new UsersError(
      `${input} is a snapshot, and a policy is checked by the packets of a log: name the log`,
    );
  }
  const { readSnapshot } = await import('../../api/read-snapshot.js');
  return { report: { kind: 'snapshot', input }, paths: await readSnapshot(input), verdicts: [] };
}

/** Only who has a policy waits for the reading of YAML to be loaded. */
async function policyOf(path: string): Promise<Policy> {
  const { readPolicy } = await import('../../api/read-policy.js');
  return readPolicy(path);
}
