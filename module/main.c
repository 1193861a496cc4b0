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

static void trace(u8 family, const struct sk_buff *skb, struct nftrace_point point)
{
	struct nftrace_entry entry = {
		.family = family,
		.hook = point.hook,
		.skb = skb,
		.dev = nftrace_skb_dev(skb, point.hook),
		.in = point.in,
		.out = point.out,
		.net = point.net ? point.net : dev_net(point.in ? point.in : point.out),
	};

	if (nftrace_read_packet(&entry) && is_traced(&entry))
		nftrace_print(&entry);
}

static unsigned int trace_ipv4 NFTRACE_HOOK_PARAMETERS
{
	trace(NFPROTO_IPV4, skb, NFTRACE_POINT);
	return NF_ACCEPT;
}

static unsigned int trace_ipv6 NFTRACE_HOOK_PARAMETERS
{
	trace(NFPROTO_IPV6, skb, NFTRACE_POINT);
	return NF_ACCEPT;
}

/* The hooks of IPv4 and of IPv6, PRE_ROUTING (0) to POST_ROUTING (4) each. */
static struct nf_hook_ops hooks[2 * NF_INET_NUMHOOKS];

/* Those of the families that are traced: all of them, or one half. */
static struct nf_hook_ops *first_hook;
static unsigned int hook_count;

static void choose_hooks(void)
{
	bool has_ipv4 = nftrace_options.families & NFTRACE_IPV4;
	bool has_ipv6 = nftrace_options.families & NFTRACE_IPV6;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		bool is_ipv4 = i < NF_INET_NUMHOOKS;

		hooks[i].hook = NFTRACE_HOOK_FUNCTION(is_ipv4 ? trace_ipv4 : trace_ipv6);
		hooks[i].pf = is_ipv4 ? NFPROTO_IPV4 : NFPROTO_IPV6;
		hooks[i].hooknum = i % NF_INET_NUMHOOKS;
		hooks[i].priority = nftrace_options.priority;
	}
	first_hook = has_ipv4 ? hooks : hooks + NF_INET_NUMHOOKS;
	hook_count = (has_ipv4 + has_ipv6) * NF_INET_NUMHOOKS;
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
