/**
 * The five hooks of nf_inet_hooks, by the number that nftrace prints.
 * Source: include/uapi/linux/netfilter.h.
 */
export const PRE_ROUTING = 0;
export const LOCAL_IN = 1;
export const FORWARD = 2;
export const LOCAL_OUT = 3;
export const POST_ROUTING = 4;

/** Names as the kernel writes them, in the order of their numbers. */
export const HOOK_NAMES = ['PRE_ROUTING', 'LOCAL_IN', 'FORWARD', 'LOCAL_OUT', 'POST_ROUTING'] as const;

export type HookName = (typeof HOOK_NAMES)[number];

/** The name of a hook number from 0 to 4. Throws on any other: the parser lets none through. */
export function hookName(hook: number): HookName {
  const name = HOOK_NAMES[hook];
  if (name === undefined) throw new RangeError(`there is no hook ${hook}`);
  return name;
}
