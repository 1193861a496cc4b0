import { checkPolicy } from '../../check/check.js';
import { wantedBy } from '../../check/service-packets.js';
import { checkJson } from '../../report/check-json.js';
import { countRules, type CheckReport } from '../../report/check-report.js';
import { checkText } from '../../report/check-text.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import { readPolicy } from '../read-policy.js';
import { readTraffic } from '../read-traffic.js';

export type CheckFormat = 'text' | 'json' | 'junit' | 'sarif' | 'tap' | 'github';

export interface CheckRequest extends LogRequest {
  /** Path of the policy file; `-` is standard input. */
  readonly policy: string;
  readonly format: CheckFormat;
}

/** `nfpath check`. */
export async function check(request: CheckRequest, { out, signal }: Context): Promise<ExitCode> {
  const policy = await readPolicy(request.policy);
  const netns = [...(request.options.netns ?? []), ...policy.namespaces];
  const reading = new LogReading({ ...request, options: { ...request.options, netns } });
  const { names, complaints } = reading;
  const { facts, log } = await readTraffic(reading, wantedBy(policy.services, names.texts), signal);
  const report: CheckReport = {
    policy: request.policy,
    verdicts: checkPolicy(policy, log),
    facts,
    ledger: reading.analysis.ledger,
    names,
  };
  out.write(request.format === 'text' ? checkText(report, complaints, request.look) : checkJson(report));
  const { violated, inconclusive } = countRules(report);
  return violated > 0 ? EXIT.violated : inconclusive > 0 ? EXIT.inconclusive : EXIT.ran;
}
