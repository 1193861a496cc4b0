import type { Rule } from './policy.js';
import type { SymbolId } from './symbol.js';

/** A hook of namespaces of one boot at which a rule sits. */
export interface RuleSite {
  readonly rule: Rule;
  readonly boot: number;
  /** Never empty. */
  readonly netns: ReadonlySet<SymbolId>;
  /** 0 to 4, see `hook.ts`. */
  readonly hook: number;
}
