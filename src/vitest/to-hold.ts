import { checkLogs, worst } from '../api/check.js';
import type { PolicyInput } from '../api/policy-input.js';
import { UsersError } from '../model/users-error.js';
import { checkText } from '../report/check/check-text.js';
import { Inconclusive, LOOK, type Capture, type MatcherResult } from './capture.js';

export interface HoldOptions {
  /** Names of the rules that are asked for; default: all of the policy. */
  readonly rules?: readonly string[] | undefined;
}

/** Whether every rule of a policy holds on a capture. Throws where the capture can't tell. */
export async function toHold(
  capture: Capture,
  policy: PolicyInput,
  { rules }: HoldOptions = {},
): Promise<MatcherResult> {
  const { complaints, ...checked } = await checkLogs(policy, capture, {});
  const names = checked.verdicts.map(({ rule }) => rule.name);
  const unknown = rules?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UsersError(`the policy has no rule "${unknown}"; it has "${names.join('", "')}"`);
  }
  const verdicts = checked.verdicts.filter(({ rule }) => rules?.includes(rule.name) ?? true);
  const verdict = worst(verdicts);
  const failed = verdicts.filter((one) => one.verdict === verdict);
  const text = (): string => checkText({ ...checked, verdicts: failed }, complaints, LOOK);
  if (verdict === 'inconclusive')
    throw new Inconclusive(`the capture can't tell whether the policy holds\n\n${text()}`);
  const isHeld = verdict === 'holds';
  return {
    pass: isHeld,
    message: () => `expected the policy ${isHeld ? 'not to hold, and it does' : 'to hold'}\n\n${text()}`,
  };
}
