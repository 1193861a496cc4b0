import type { Entry } from '../model/entry.js';
import { PRE_ROUTING } from '../model/hook.js';

/** Whether IP shows at this entry what br_netfilter has shown by the same device at the entry before. */
export function isSecondPass(entries: readonly Entry[], at: number): boolean {
  const entry = entries[at]!;
  const before = entries[at - 1];
  return (
    entry.hook === PRE_ROUTING &&
    before?.hook === PRE_ROUTING &&
    before.netns === entry.netns &&
    before.in === entry.in
  );
}
