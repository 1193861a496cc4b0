import { readPolicy } from '../../api/read-policy.js';
import { readTraffic } from '../../api/read-traffic.js';
import { checkPolicy } from '../../check/check.js';
import { wantedBy } from '../../check/service-packets.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import { exitCodeOf } from '../../report/check/check-report.js';
import type { Context } from '../context.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import { ReportFacts } from '../report-facts.js';

export interface ReportRequest extends LogRequest {
  /** Path of a policy file, `-` is standard input; null: nothing is checked. */
  readonly policy: string | null;
}

/** `nfpath report`. With a policy it ends as `nfpath check` does. */
export async function report(request: ReportRequest, context: Context): Promise<ExitCode> {
  const { out, version } = context;
  if (request.policy === null) {
    const reading = new LogReading(request, context);
    const found = new ReportFacts(reading, false);
    const facts = await reading.read(found.sink);
    out.write(found.page(reading, facts, version, null));
    return EXIT.ran;
  }
  const policy = await readPolicy(request.policy);
  const netns = [...(request.options.netns ?? []), ...policy.namespaces];
  const reading = new LogReading({ ...request, options: { ...request.options, netns } }, context);
  const found = new ReportFacts(reading, true);
  const { facts, log } = await readTraffic(
    reading,
    wantedBy(policy.services, reading.names.texts),
    found.sink,
  );
  const verdicts = checkPolicy(policy, log);
  out.write(found.page(reading, facts, version, { file: request.policy, policy, verdicts, log }));
  return exitCodeOf({ verdicts, facts }) ?? EXIT.ran;
}
