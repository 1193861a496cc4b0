// SPDX-License-Identifier: GPL-2.0
/*
 * nftrace: prints packets at the five netfilter hooks of IPv4 and IPv6, in every
 * network namespace. It looks on: packets are never changed, held or dropped.
 */
#define pr_fmt(fmt) "[nftrace]: " fmt

#include <linux/module.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <net/net_namespace.h>

#include "compat.h"
#include "nftrace.h"

static bool is_traced(const struct nftrace_entry *entry)
{
	const struct nftrace_options *options = &nftrace_options;
	unsigned int protocol = entry->protocol == IPPROTO_TCP ? NFTRACE_TCP :
				entry->protocol == IPPROTO_UDP ? NFTRACE_UDP :
				NFTRACE_ICMP;

	if (!(options->protocols & protocol))
		return false;
	if (protocol == NFTRACE_ICMP || options->all_ports)
		return options->format == 2 || nftrace_has_ports(entry);
	return nftrace_has_ports(entry) &&
	       (test_bit(entry->src.port, options->ports) ||
		test_bit(entry->dst.port, options->ports));
}

static void trace(u8 family, unsigned int hook, const struct sk_buff *skb,
		  const struct net_device *in, const struct net_device *out,
		  struct net *net)
{
	struct nftrace_entry entry = {
		.family = family,
		.hook = hook,
		.skb = skb,
		.dev = nftrace_skb_dev(skb, hook),
		.in = in,
		.out = out,
		.net = net ? net : dev_net(in ? in : out),
	};

	if (nftrace_read_packet(&entry) && is_traced(&entry))
		nftrace_print(&entry);
}

NFTRACE_HOOK(trace_ipv4, NFPROTO_IPV4, trace)
NFTRACE_HOOK(trace_ipv6, NFPROTO_IPV6, trace)

#define HOOKS_OF(family, function)					\
	{ .hook = function, .pf = family, .hooknum = NF_INET_PRE_ROUTING }, \
	{ .hook = function, .pf = family, .hooknum = NF_INET_LOCAL_IN },	\
	{ .hook = function, .pf = family, .hooknum = NF_INET_FORWARD },	\
	{ .hook = function, .pf = family, .hooknum = NF_INET_LOCAL_OUT },	\
	{ .hook = function, .pf = family, .hooknum = NF_INET_POST_ROUTING }

static struct nf_hook_ops hooks[] = {
	HOOKS_OF(NFPROTO_IPV4, trace_ipv4),
	HOOKS_OF(NFPROTO_IPV6, trace_ipv6),
};

/* The hooks of the families that are traced: all, the first or the second half. */
static struct nf_hook_ops *first_hook;
static unsigned int hook_count;

static void choose_hooks(void)
{
	unsigned int half = ARRAY_SIZE(hooks) / 2;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hooks); i++)
		hooks[i].priority = nftrace_options.priority;
	first_hook = nftrace_options.families & NFTRACE_IPV4 ? hooks : hooks + half;
	hook_count = nftrace_options.families == (NFTRACE_IPV4 | NFTRACE_IPV6) ?
		     2 * half : half;
}

#if NFTRACE_PERNET_HOOKS
static int __net_init trace_namespace(struct net *net)
{
	return nf_register_net_hooks(net, first_hook, hook_count);
}

static void __net_exit leave_namespace(struct net *net)
{
	nf_unregister_net_hooks(net, first_hook, hook_count);
}

static struct pernet_operations namespaces = {
	.init = trace_namespace,
	.exit = leave_namespace,
};

static int register_hooks(void)
{
	return register_pernet_subsys(&namespaces);
}

static void unregister_hooks(void)
{
	unregister_pernet_subsys(&namespaces);
}
#else
static int register_hooks(void)
{
	return nf_register_hooks(first_hook, hook_count);
}

static void unregister_hooks(void)
{
	nf_unregister_hooks(first_hook, hook_count);
}
#endif

static int __init nftrace_init(void)
{
	int error = nftrace_read_options();

	if (error)
		return error;
	error = nftrace_printer_init();
	if (error)
		return error;
	choose_hooks();
	pr_info("nftrace module init\n");
	error = register_hooks();
	if (error) {
		/* Some hooks may have been there for a while. */
		synchronize_net();
		pr_err("cannot register hooks (%d)\n", error);
		pr_info("nftrace module exit\n");
		nftrace_printer_exit();
	}
	return error;
}

static void __exit nftrace_exit(void)
{
	unregister_hooks();
	/* No CPU may still be in a hook when the totals are taken and the text goes. */
	synchronize_net();
	nftrace_print_totals();
	pr_info("nftrace module exit\n");
	nftrace_printer_exit();
}

module_init(nftrace_init);
module_exit(nftrace_exit);

MODULE_DESCRIPTION("Prints packets at the netfilter hooks of every network namespace");
MODULE_AUTHOR("the nfpath authors");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
