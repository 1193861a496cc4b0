import type { Placement } from '../model/policy.js';
import { parseHook } from './hook-word.js';
import type { Parsed } from '../yaml/parsed.js';
import { unknownNamespace } from './path-pattern.js';
import { quoted } from '../yaml/shown-text.js';

/** `init/FORWARD`: where a netfilter rule sits. */
export function parsePlacement(text: string, namespaces: readonly string[]): Parsed<Placement> {
  const parts = text.split('/').map((part) => part.trim());
  const [namespace = '', hookWord] = parts;
  if (hookWord === undefined || parts.length > 2) {
    const isHook = 'value' in parseHook(text.trim());
    const hint = isHook ? `; write ${quoted(`init/${text.trim()}`)}` : ', like init/FORWARD';
    return { problem: `${quoted(text)} is not of the form namespace/HOOK${hint}` };
  }
  if (namespace === '*' || hookWord === '*') {
    return { problem: '"*" is for paths; name the namespace and the hook at which the rule sits' };
  }
  if (!namespaces.includes(namespace)) return { problem: unknownNamespace(namespace, namespaces) };
  const hook = parseHook(hookWord);
  return 'problem' in hook ? hook : { value: { namespace, hook: hook.value } };
}
