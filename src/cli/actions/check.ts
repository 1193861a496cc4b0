import type { AnalysisSink } from '../../analyze.js';
import { checkPolicy } from '../../check/check.js';
import { wantedBy } from '../../check/service-packets.js';
import { asciiText } from '../../report/ascii.js';
import { checkGithub } from '../../report/check/check-github.js';
import { checkJson, verdictJson } from '../../report/check/check-json.js';
import { checkJunit } from '../../report/check/check-junit.js';
import { exitCodeOf, type CheckReport } from '../../report/check/check-report.js';
import { checkSarif } from '../../report/check/check-sarif.js';
import { checkTap } from '../../report/check/check-tap.js';
import { changeText, checkText, type EvidenceForm } from '../../report/check/check-text.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import { readPolicy } from '../../api/read-policy.js';
import type { Output } from '../output.js';
import type { TextRequest } from '../path-options.js';
import { textPrinting } from '../text-printing.js';
import { LiveCheck } from '../live-check.js';
import { followTraffic, type LiveTraffic } from '../follow-traffic.js';
import { readTraffic } from '../../api/read-traffic.js';
import type { NamedLog } from '../../check/placement.js';
import type { ReportFacts } from '../report-facts.js';
import type { Policy } from '../../model/policy.js';
import type { LogNames } from '../../report/names.js';

/** What a check is made into, but for text, which depends on the terminal. */
const FORMATS = {
  json: checkJson,
  junit: checkJunit,
  sarif: checkSarif,
  tap: checkTap,
  github: checkGithub,
} as const;

export type CheckFormat = 'text' | keyof typeof FORMATS;

export interface CheckRequest extends LogRequest, TextRequest {
  /** Path of the policy file; `-` is standard input. */
  readonly policy: string;
  readonly format: CheckFormat;
  /** Where a page about the log is to be written, too; null: nowhere. */
  readonly report: Output | null;
  /** How text shows the example of a finding. */
  readonly evidence: EvidenceForm;
  /** The log is followed; null where it is read to its end. */
  readonly follow: { readonly idle: number; readonly failFast: boolean } | null;
}

/** `nfpath check`. */
export async function check(request: CheckRequest, context: Context): Promise<ExitCode> {
  const policy = await readPolicy(request.policy);
  const netns = [...(request.options.netns ?? []), ...policy.namespaces];
  const reading = new LogReading({ ...request, options: { ...request.options, netns } }, context);
  const { names } = reading;
  const found = request.report === null ? null : await reportFacts(reading);
  const failure = new AbortController();
  const live = liveTraffic(request, policy, names, context, failure, found?.sink ?? {});
  const wanted = wantedBy(policy.services, names.texts);
  const { facts, log } = await (live === undefined
    ? readTraffic(reading, wanted, found?.sink)
    : followTraffic(reading, wanted, live));
  const report: CheckReport = {
    policy: request.policy,
    verdicts: checkPolicy(policy, log),
    facts,
    ledger: reading.analysis.ledger,
    names,
    version: context.version,
  };
  if (request.report !== null && found !== null) {
    const judged = { file: request.policy, policy, verdicts: report.verdicts, log };
    request.report.write(found.page(reading, facts, context.version, judged));
    request.report.end(); // Now: the page stays where nobody reads the verdicts to their end.
  }
  if (request.format === 'text') printText(report, reading, request, context.out);
  else context.out.write(FORMATS[request.format](report));
  return failure.signal.aborted ? EXIT.violated : (exitCodeOf(report) ?? EXIT.ran);
}

/** Only who wants a page waits for its making to be loaded. */
async function reportFacts(reading: LogReading): Promise<ReportFacts> {
  const { ReportFacts } = await import('../report-facts.js');
  return new ReportFacts(reading, true);
}

function printText(
  report: CheckReport,
  reading: LogReading,
  { look, ascii, evidence }: CheckRequest,
  out: Output,
): void {
  const { names, complaints, print } = textPrinting(reading, out, ascii);
  print(checkText({ ...report, names }, complaints(), look, evidence));
}

/** Where the log is followed: prints verdicts when they change, and aborts `failure` at a violation if that is asked for. */
function liveTraffic(
  { follow, format, look, ascii }: CheckRequest,
  policy: Policy,
  names: LogNames,
  { out, status }: Context,
  failure: AbortController,
  also: AnalysisSink,
): LiveTraffic | undefined {
  if (follow === null) return undefined;
  let soFar: (() => NamedLog) | undefined;
  const check = new LiveCheck({
    policy,
    logSoFar: () => soFar!(),
    onChange: (verdict) => {
      status.clear();
      if (format === 'json') out.write(verdictJson(verdict, names));
      else out.write(ascii ? asciiText(changeText(verdict, look)) : changeText(verdict, look));
      out.flush();
    },
  });
  return {
    idle: follow.idle,
    stop: failure.signal,
    also,
    packet: () => check.packet(),
    onTick: (fold) => {
      soFar = fold;
      if (check.tick() && follow.failFast) failure.abort();
    },
  };
}
