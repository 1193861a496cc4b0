/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What differs between Linux 3.10 and 7.x, as the rest of the module sees it.
 * Each shim names the commit that made the difference, and its first release.
 */
#ifndef NFTRACE_COMPAT_H
#define NFTRACE_COMPAT_H

#include <linux/cache.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/netfilter_bridge.h>
#include <linux/skbuff.h>
#include <linux/spinlock.h>
#include <linux/version.h>
#include <net/net_namespace.h>
#if IS_ENABLED(CONFIG_NF_CONNTRACK)
#include <net/netfilter/nf_conntrack.h>
#endif

/* Whether the kernel is of this version or newer. */
#define NFTRACE_SINCE(major, minor) (KERNEL_VERSION(major, minor, 0) <= LINUX_VERSION_CODE)

/* RHEL 7 and its rebuilds: 3.10 by number, and much of what came after. */
#if defined(RHEL_RELEASE_CODE) && !NFTRACE_SINCE(3, 11)
#define NFTRACE_EL7 1
#else
#define NFTRACE_EL7 0
#endif

/* Where a hook fired. */
struct nftrace_point {
	unsigned int hook;
	const struct net_device *in;
	const struct net_device *out;
	struct net *net;	/* NULL where the kernel does not say */
};

/*
 * A hook function's parameters, and the point they tell of (include/linux/netfilter.h):
 *   static unsigned int name NFTRACE_HOOK_PARAMETERS { ... NFTRACE_POINT ... }
 *
 * 06198b34a3e0 (4.4): priv instead of ops, and state->net. 238e54c9cb93 (4.1):
 * nf_hook_state. 795aa6ef6a1a (3.13, and RHEL 7): ops.
 */
#if NFTRACE_SINCE(4, 4)
#define NFTRACE_HOOK_PARAMETERS (void *priv, struct sk_buff *skb, \
				 const struct nf_hook_state *state)
#define NFTRACE_POINT ((struct nftrace_point){ state->hook, state->in, state->out, state->net })
#elif NFTRACE_SINCE(4, 1)
#define NFTRACE_HOOK_PARAMETERS (const struct nf_hook_ops *ops, struct sk_buff *skb, \
				 const struct nf_hook_state *state)
#define NFTRACE_POINT ((struct nftrace_point){ state->hook, state->in, state->out, NULL })
#elif NFTRACE_SINCE(3, 13) || NFTRACE_EL7
#define NFTRACE_HOOK_PARAMETERS (const struct nf_hook_ops *ops, struct sk_buff *skb, \
				 const struct net_device *in, const struct net_device *out, \
				 NFTRACE_HOOK_LAST)
#define NFTRACE_POINT ((struct nftrace_point){ ops->hooknum, in, out, NULL })
#else
#define NFTRACE_HOOK_PARAMETERS (unsigned int hook, struct sk_buff *skb, \
				 const struct net_device *in, const struct net_device *out, \
				 NFTRACE_HOOK_LAST)
#define NFTRACE_POINT ((struct nftrace_point){ hook, in, out, NULL })
#endif

/*
 * The last parameter before 4.1, which is not read. RHEL 7 made a pointer of
 * another type of it (3.10.0-284): whichever it is, the cast fits both.
 */
#if NFTRACE_EL7
#define NFTRACE_HOOK_LAST const void *last
#define NFTRACE_HOOK_FUNCTION(name) ((nf_hookfn *)(name))
#else
#define NFTRACE_HOOK_LAST int (*okfn)(struct sk_buff *)
#define NFTRACE_HOOK_FUNCTION(name) (name)
#endif

/*
 * 085db2c04557 (4.3): each namespace has hooks of its own. Before, hooks are of
 * all namespaces, those to come too (cf56c2f892a8, 4.14, takes that away).
 */
#define NFTRACE_PERNET_HOOKS NFTRACE_SINCE(4, 3)

/* What `readlink /proc/PID/ns/net` shows. 435d5f4bb2cc (3.19): ns_common. */
static inline unsigned int nftrace_inode(const struct net *net)
{
#if NFTRACE_SINCE(3, 19)
	return net->ns.inum;
#else
	return net->proc_inum;
#endif
}

/*
 * The cookie of a namespace, 0 where there is none. f318903c0bf4 (5.7): given
 * when first asked for (__net_gen_cookie() is not exported, so it may still be
 * 0 here); 3d368ab87cf6 (5.12): given to each namespace when it is made.
 */
static inline u64 nftrace_cookie(struct net *net)
{
#if NFTRACE_SINCE(5, 12)
	return net->net_cookie;
#elif NFTRACE_SINCE(5, 7)
	return atomic64_read(&net->net_cookie);
#else
	return 0;
#endif
}

/*
 * skb->dev, where it is one. 75c119afe14f (4.15): TCP keeps what it may send
 * again in a tree whose links lie over skb->dev, and clones leave with such a
 * link in it; b738a185beaa (5.6) clears it. It is read only where the stack
 * has set the device since.
 */
static inline const struct net_device *nftrace_skb_dev(const struct sk_buff *skb,
						       unsigned int hook)
{
#if NFTRACE_SINCE(4, 15) && !NFTRACE_SINCE(5, 6)
	if (hook == NF_INET_LOCAL_OUT)
		return NULL;
#endif
	return skb->dev;
}

/*
 * The bridge ports by which a packet came and will leave, NULL where it is no
 * bridge's. c737b7c45100 (4.1): helpers; the port it came by is asked for by
 * its number, as 9874808878d9 (6.8, and stable kernels) keeps nothing else.
 */
static inline const struct net_device *nftrace_physin(const struct sk_buff *skb,
						      struct net *net)
{
#if !IS_ENABLED(CONFIG_BRIDGE_NETFILTER)
	return NULL;
#elif NFTRACE_SINCE(4, 1)
	int ifindex = nf_bridge_get_physinif(skb);

	return ifindex ? dev_get_by_index_rcu(net, ifindex) : NULL;
#else
	return skb->nf_bridge ? skb->nf_bridge->physindev : NULL;
#endif
}

static inline const struct net_device *nftrace_physout(const struct sk_buff *skb)
{
#if !IS_ENABLED(CONFIG_BRIDGE_NETFILTER)
	return NULL;
#elif NFTRACE_SINCE(4, 1)
	return nf_bridge_get_physoutdev(skb);
#else
	return skb->nf_bridge ? skb->nf_bridge->physoutdev : NULL;
#endif
}

/*
 * The packet's entry in conntrack, NULL where it has none. Templates (-j CT)
 * are none. cc41c84b7e7f (4.12): untracked is a state and no more an entry.
 */
#if IS_ENABLED(CONFIG_NF_CONNTRACK)
static inline const struct nf_conn *nftrace_conntrack(const struct sk_buff *skb,
						      enum ip_conntrack_info *info,
						      bool *untracked)
{
	const struct nf_conn *ct = nf_ct_get(skb, info);

#if NFTRACE_SINCE(4, 12)
	*untracked = !ct && *info == IP_CT_UNTRACKED;
#else
	*untracked = ct && test_bit(IPS_UNTRACKED_BIT, &ct->status);
#endif
	if (!ct || *untracked || test_bit(IPS_TEMPLATE_BIT, &ct->status))
		return NULL;
	return ct;
}
#endif

/*
 * With PREEMPT_RT, tasks with bottom halves off may take turns on one CPU:
 * without CONFIG_PREEMPT_RT_NEEDS_BH_LOCK (__local_bh_disable_ip() in
 * kernel/softirq.c, new ones; old RT patches alike). So a CPU's entries have a
 * lock of their own there. Elsewhere it costs nothing.
 */
#if defined(CONFIG_PREEMPT_RT) || defined(CONFIG_PREEMPT_RT_FULL)
#define nftrace_cpu_lock(lock)		spin_lock(lock)
#define nftrace_cpu_unlock(lock)	spin_unlock(lock)
#else
#define nftrace_cpu_lock(lock)		do { } while (0)
#define nftrace_cpu_unlock(lock)	do { } while (0)
#endif

#endif
