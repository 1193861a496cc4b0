import { LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from './hook.js';

/**
 * enum nf_ip_hook_priorities. Source: include/uapi/linux/netfilter_ipv4.h, the same from 3.10 to 7.x but for
 * RAW_BEFORE_DEFRAG, which came with 4.16.
 */
export const PRIORITIES = {
  NF_IP_PRI_FIRST: -2147483648,
  NF_IP_PRI_RAW_BEFORE_DEFRAG: -450,
  NF_IP_PRI_CONNTRACK_DEFRAG: -400,
  NF_IP_PRI_RAW: -300,
  NF_IP_PRI_SELINUX_FIRST: -225,
  NF_IP_PRI_CONNTRACK: -200,
  NF_IP_PRI_MANGLE: -150,
  NF_IP_PRI_NAT_DST: -100,
  NF_IP_PRI_FILTER: 0,
  NF_IP_PRI_SECURITY: 50,
  NF_IP_PRI_NAT_SRC: 100,
  NF_IP_PRI_SELINUX_LAST: 225,
  NF_IP_PRI_CONNTRACK_HELPER: 300,
  NF_IP_PRI_CONNTRACK_CONFIRM: 2147483647,
  NF_IP_PRI_LAST: 2147483647,
} as const;

export const { NF_IP_PRI_FIRST: FIRST, NF_IP_PRI_LAST: LAST } = PRIORITIES;

/** nft's words for priorities. Source: nft(8), "standard priority names". */
export const NFT_PRIORITIES = {
  raw: PRIORITIES.NF_IP_PRI_RAW,
  mangle: PRIORITIES.NF_IP_PRI_MANGLE,
  dstnat: PRIORITIES.NF_IP_PRI_NAT_DST,
  filter: PRIORITIES.NF_IP_PRI_FILTER,
  security: PRIORITIES.NF_IP_PRI_SECURITY,
  srcnat: PRIORITIES.NF_IP_PRI_NAT_SRC,
} as const;

/** What the kernel itself does to a packet at a hook, between the rules. */
export interface KernelStage {
  readonly hook: number;
  readonly priority: number;
  readonly does: 'conntrack' | 'nat';
  /** The end of the tuple that NAT may change there. */
  readonly changes: 'source' | 'destination' | null;
}

/**
 * Where connection tracking and NAT run. Replies are translated back at the same places: their source at
 * POST_ROUTING or LOCAL_IN, their destination at PRE_ROUTING or LOCAL_OUT.
 * Sources: nf_conntrack_proto.c ipv4_conntrack_ops, nf_nat_proto.c nf_nat_ipv4_ops (6.12); the same hooks and
 * priorities in nf_conntrack_l3proto_ipv4.c and iptable_nat.c of 3.10.
 */
export const KERNEL_STAGES: readonly KernelStage[] = [
  { hook: PRE_ROUTING, priority: PRIORITIES.NF_IP_PRI_CONNTRACK, does: 'conntrack', changes: null },
  { hook: LOCAL_OUT, priority: PRIORITIES.NF_IP_PRI_CONNTRACK, does: 'conntrack', changes: null },
  { hook: PRE_ROUTING, priority: PRIORITIES.NF_IP_PRI_NAT_DST, does: 'nat', changes: 'destination' },
  { hook: LOCAL_OUT, priority: PRIORITIES.NF_IP_PRI_NAT_DST, does: 'nat', changes: 'destination' },
  { hook: POST_ROUTING, priority: PRIORITIES.NF_IP_PRI_NAT_SRC, does: 'nat', changes: 'source' },
  { hook: LOCAL_IN, priority: PRIORITIES.NF_IP_PRI_NAT_SRC, does: 'nat', changes: 'source' },
];

/**
 * IPVS takes packets away from LOCAL_IN from here on (NF_IP_PRI_NAT_SRC - 2).
 * Source: net/netfilter/ipvs/ip_vs_core.c ip_vs_ops4.
 */
export const IPVS_PRIORITY = PRIORITIES.NF_IP_PRI_NAT_SRC - 2;

/** A priority as people write it: its name where it has one. */
export function priorityName(priority: number): string {
  if (priority === LAST) return 'NF_IP_PRI_LAST';
  return Object.entries(PRIORITIES).find(([, value]) => value === priority)?.[0] ?? String(priority);
}
