import { checkPolicy } from '../check/check.js';
import type { NamedLog } from '../check/placement.js';
import type { RuleVerdict, Verdict } from '../model/finding.js';
import type { Policy } from '../model/policy.js';

const EVERY_MS = 1000;

export interface LiveCheckOptions {
  readonly policy: Policy;
  /** What the log shows so far. */
  logSoFar(): NamedLog;
  /** A rule has another verdict than before. */
  onChange(verdict: RuleVerdict): void;
}

/** Judges a log again and again while it is written. */
export class LiveCheck {
  private readonly options: LiveCheckOptions;
  private readonly last = new Map<string, Verdict>();
  private hasNews = false;
  private at = 0;

  constructor(options: LiveCheckOptions) {
    this.options = options;
  }

  /** Another packet is complete. */
  packet(): void {
    this.hasNews = true;
  }

  /** Judges if there is something new and it is time; true where a rule is violated. */
  tick(now = Date.now()): boolean {
    if (!this.hasNews || now - this.at < EVERY_MS) return false;
    this.hasNews = false;
    this.at = now;
    const { policy, logSoFar, onChange } = this.options;
    const verdicts = checkPolicy(policy, logSoFar());
    for (const verdict of verdicts) {
      if (this.last.get(verdict.rule.name) === verdict.verdict) continue;
      this.last.set(verdict.rule.name, verdict.verdict);
      onChange(verdict);
    }
    return verdicts.some(({ verdict }) => verdict === 'violated');
  }
}
