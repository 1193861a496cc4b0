import type { AnalysisSink } from '../../analyze.js';
import { checkPolicy } from '../../check/check.js';
import { wantedBy } from '../../check/service-packets.js';
import { TrafficCollector } from '../../check/traffic-collector.js';
import { comparePaths } from '../../compare/compare.js';
import { renamed, type Renames } from '../../compare/renames.js';
import { compareVerdicts } from '../../compare/verdict-changes.js';
import type { ExitCode } from '../../model/exit-code.js';
import type { RuleVerdict } from '../../model/finding.js';
import type { PathSet } from '../../model/path-set.js';
import type { Policy } from '../../model/policy.js';
import { UsersError } from '../../model/users-error.js';
import { diffJson } from '../../report/diff/diff-json.js';
import { diffExitCode, type DiffReport, type SideReport } from '../../report/diff/diff-report.js';
import { diffText } from '../../report/diff/diff-text.js';
import { assertReadable } from '../../source/read.js';
import type { Context } from '../context.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import { readPaths } from '../read-paths.js';
import { readPolicy } from '../read-policy.js';
import { isSnapshot, readSnapshot } from '../read-snapshot.js';
import { namedLog } from '../read-traffic.js';

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
export async function diff(request: DiffRequest, { out, signal }: Context): Promise<ExitCode> {
  const { format, renames, timing } = request;
  assertReadable([...request.old.inputs, ...request.new.inputs]);
  const policy = request.policy === null ? null : await readPolicy(request.policy);
  const old = await readSide(request.old, policy, signal);
  const fresh = await readSide(request.new, policy, signal);
  const comparison = comparePaths(renamed(old.paths, renames), fresh.paths, { timing });
  const report: DiffReport = {
    comparison,
    rules: policy && compareVerdicts(old.verdicts, fresh.verdicts, comparison.differences),
    sides: { old: old.report, new: fresh.report },
  };
  out.write(format === 'text' ? diffText(report, request.new.look) : diffJson(report));
  return diffExitCode(report);
}

interface ReadSide {
  readonly report: SideReport;
  readonly paths: PathSet;
  /** On the rules of the policy; none where there is no policy. */
  readonly verdicts: readonly RuleVerdict[];
}

async function readSide(request: LogRequest, policy: Policy | null, signal: AbortSignal): Promise<ReadSide> {
  const input = request.inputs[0]!;
  if (isSnapshot(input)) {
    if (policy !== null) {
      throw new UsersError(
        `${input} is a snapshot, and a policy is checked by the packets of a log: name the log`,
      );
    }
    return { report: { kind: 'snapshot', input }, paths: await readSnapshot(input), verdicts: [] };
  }
  const netns = [...(request.options.netns ?? []), ...(policy?.namespaces ?? [])];
  const reading = new LogReading({ ...request, options: { ...request.options, netns } });
  const { names, complaints, analysis } = reading;
  const traffic = new TrafficCollector(
    policy === null ? () => false : wantedBy(policy.services, names.texts),
  );
  const also = policy === null ? {} : collecting(traffic);
  const { facts, paths } = await readPaths(reading, signal, also);
  return {
    report: { kind: 'log', input, facts, ledger: analysis.ledger, names, complaints },
    paths,
    verdicts: policy === null ? [] : checkPolicy(policy, namedLog(reading, traffic)),
  };
}

function collecting(traffic: TrafficCollector): Pick<AnalysisSink, 'packet' | 'flow'> {
  return { packet: (packet) => traffic.packet(packet), flow: (flow) => traffic.flow(flow) };
}
