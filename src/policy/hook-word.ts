import { FORWARD, HOOK_NAMES, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../model/hook.js';
import { didYouMean } from '../yaml/did-you-mean.js';
import type { Parsed } from '../yaml/parsed.js';
import { quoted } from '../yaml/shown-text.js';

/** How nft and iptables call hooks, in any letter case. */
const OTHER_WORDS: Readonly<Record<string, number>> = {
  PREROUTING: PRE_ROUTING,
  INPUT: LOCAL_IN,
  FORWARD,
  OUTPUT: LOCAL_OUT,
  POSTROUTING: POST_ROUTING,
};

const PREFIXES = ['NF_INET_', 'NF_IP_', 'NF_IP6_'];

const HOOKS: ReadonlyMap<string, number> = new Map([
  ...HOOK_NAMES.flatMap((name, hook) => ['', ...PREFIXES].map((prefix) => [prefix + name, hook] as const)),
  ...Object.entries(OTHER_WORDS),
]);

/** Every spelling of a hook, in capitals. */
export const HOOK_WORDS: readonly string[] = [...HOOKS.keys()];

/** The number of a hook in the words of the kernel, nft or iptables. */
export function parseHook(text: string): Parsed<number> {
  const hook = HOOKS.get(text.toUpperCase());
  if (hook !== undefined) return { value: hook };
  const hint = didYouMean(text, HOOK_WORDS) || `; hooks are ${HOOK_NAMES.join(', ')}`;
  return { problem: `there is no hook ${quoted(text)}${hint}` };
}
