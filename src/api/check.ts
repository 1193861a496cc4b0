import { checkPolicy } from '../check/check.js';
import { wantedBy } from '../check/service-packets.js';
import type { RuleVerdict, Verdict } from '../model/finding.js';
import { verdictObject } from '../report/check/check-json.js';
import type { VerdictObject } from '../report/contract/check-objects.js';
import type { SummaryObject } from '../report/contract/log-objects.js';
import { summaryObject } from '../report/json.js';
import type { CheckReport } from '../report/check/check-report.js';
import type { Complaint } from '../report/ledger-text.js';
import { InputReading, type ReadOptions } from './input-reading.js';
import type { Logs } from './log-input.js';
import { policyOf, type PolicyInput } from './policy-input.js';
import { readTraffic } from './read-traffic.js';

/** What the packets of a log say of a policy. */
export interface CheckResult {
  /** `violated` where any rule is; else `inconclusive` where any is; else `holds`. */
  readonly verdict: Verdict;
  /** One for each rule, in the policy's order. */
  readonly verdicts: readonly VerdictObject[];
  readonly summary: SummaryObject;
}

/**
 * Proves, by the packets of a log, that each rule of a policy sits where it must: `nfpath check` as a function.
 *
 * Throws UnreadableInput where a file can't be read, and BadFile for a policy that says nothing sensible.
 */
export async function check(
  policy: PolicyInput,
  logs: Logs,
  options: ReadOptions = {},
): Promise<CheckResult> {
  const { verdicts, facts, ledger, names } = await checkLogs(policy, logs, options);
  return {
    verdict: worst(verdicts),
    verdicts: verdicts.map((verdict) => verdictObject(verdict, names)),
    summary: summaryObject(facts, ledger, names),
  };
}

/** The verdicts with all that a text of them needs. */
export interface CheckedLogs extends Omit<CheckReport, 'policy' | 'version'> {
  readonly complaints: readonly Complaint[];
}

export async function checkLogs(input: PolicyInput, logs: Logs, options: ReadOptions): Promise<CheckedLogs> {
  const policy = await policyOf(input);
  const netns = [...(options.netns ?? []), ...policy.namespaces];
  const reading = new InputReading(logs, { ...options, netns });
  const { names, analysis, complaints } = reading;
  const { facts, log } = await readTraffic(reading, wantedBy(policy.services, names.texts));
  return { verdicts: checkPolicy(policy, log), names, facts, ledger: analysis.ledger, complaints };
}

/** The verdict on all rules together. */
export function worst(verdicts: readonly Pick<RuleVerdict, 'verdict'>[]): Verdict {
  const order: readonly Verdict[] = ['violated', 'inconclusive'];
  return order.find((one) => verdicts.some(({ verdict }) => verdict === one)) ?? 'holds';
}
