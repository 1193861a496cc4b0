import type { AnalysisSink } from '../analyze.js';
import { checkPolicy } from '../check/check.js';
import { wantedBy } from '../check/service-packets.js';
import { TrafficCollector } from '../check/traffic-collector.js';
import type { CapturedMachine } from '../model/captured-machine.js';
import type { RuleVerdict } from '../model/finding.js';
import type { PathSet } from '../model/path-set.js';
import type { Policy } from '../model/policy.js';
import type { SideReport } from '../report/diff/diff-report.js';
import { readPaths } from './read-paths.js';
import { namedLog } from './read-traffic.js';
import type { Reading } from './reading.js';

/** One side of a comparison, read. */
export interface ReadSide {
  readonly report: SideReport;
  readonly paths: PathSet;
  /** On the rules of the policy; none where there is no policy. */
  readonly verdicts: readonly RuleVerdict[];
}

/** Reads a log for its paths, and for what it says of a policy in the same go. */
export async function readSide(reading: Reading, policy: Policy | null): Promise<ReadSide> {
  const { names, complaints, analysis } = reading;
  const traffic = new TrafficCollector(
    policy === null ? () => false : wantedBy(policy.services, names.texts),
  );
  const also = policy === null ? {} : collecting(traffic);
  const { facts, paths } = await readPaths(reading, also);
  return {
    report: {
      kind: 'log',
      input: names.inputs.join(', '),
      facts,
      ledger: analysis.ledger,
      names,
      kernels: kernelsOf(analysis.machines),
      complaints,
    },
    paths,
    verdicts: policy === null ? [] : checkPolicy(policy, namedLog(reading, traffic.finish())),
  };
}

function kernelsOf(machines: readonly CapturedMachine[]): string[] {
  return [...new Set(machines.map(({ kernel }) => kernel).filter((kernel) => kernel !== null))];
}

function collecting(traffic: TrafficCollector): Pick<AnalysisSink, 'packet' | 'flow'> {
  return { packet: (packet) => traffic.packet(packet), flow: (flow) => traffic.flow(flow) };
}
