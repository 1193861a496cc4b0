import type { FindingKind } from './finding.js';
import type { Rule } from './policy.js';

/** What a rule under test has to do with the packets of one path. */
export interface RuleMark {
  readonly rule: Rule;
  /** `missed`: they went past it; `unclear`: nobody can tell; `stopped` and `open` ones cannot go past it. */
  readonly outcome: 'seen' | 'missed' | 'stopped' | 'open' | 'unclear';
  /** What is to be said of these packets; null where that is nothing. */
  readonly finding: FindingKind | null;
  /** The entries at which the rule is called, in their order. */
  readonly calls: readonly RuleCall[];
  /** Nothing of the rule's namespace lies between the namespaces that the packets went through. */
  readonly isBetweenNamespaces: boolean;
}

export interface RuleCall {
  /** Index of the entry. */
  readonly entry: number;
  /** The rule sees the address that it is written with, and all devices that it asks for. */
  readonly isFull: boolean;
}
