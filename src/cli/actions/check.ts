import { checkPolicy } from '../../check/check.js';
import { wantedBy } from '../../check/service-packets.js';
import { checkGithub } from '../../report/check/check-github.js';
import { checkJson } from '../../report/check/check-json.js';
import { checkJunit } from '../../report/check/check-junit.js';
import { exitCodeOf, type CheckReport } from '../../report/check/check-report.js';
import { checkSarif } from '../../report/check/check-sarif.js';
import { checkTap } from '../../report/check/check-tap.js';
import { checkText } from '../../report/check/check-text.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import { readPolicy } from '../../api/read-policy.js';
import { readTraffic } from '../../api/read-traffic.js';

/** What a check is made into, but for text, which depends on the terminal. */
const FORMATS = {
  json: checkJson,
  junit: checkJunit,
  sarif: checkSarif,
  tap: checkTap,
  github: checkGithub,
} as const;

export type CheckFormat = 'text' | keyof typeof FORMATS;

export interface CheckRequest extends LogRequest {
  /** Path of the policy file; `-` is standard input. */
  readonly policy: string;
  readonly format: CheckFormat;
}

/** `nfpath check`. */
export async function check(request: CheckRequest, { out, signal, version }: Context): Promise<ExitCode> {
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
    version,
  };
  const { format, look } = request;
  out.write(format === 'text' ? checkText(report, complaints, look) : FORMATS[format](report));
  return exitCodeOf(report) ?? EXIT.ran;
}
