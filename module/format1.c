// SPDX-License-Identifier: GPL-2.0
/* Format 1: four lines an entry, as the first module of this name printed them. */
#define pr_fmt(fmt) "[nftrace]: " fmt

#include <linux/netdevice.h>
#include <linux/printk.h>
#include <net/net_namespace.h>

#include "nftrace.h"

#define RULE	"===================================================="

static struct net *net_of(const struct net_device *dev)
{
	return dev ? dev_net(dev) : NULL;
}

/* What %s makes of NULL, without leaving it to %s. */
static const char *name_of(const struct net_device *dev, const char *none)
{
	return dev ? dev->name : none;
}

void nftrace_print_format1(const struct nftrace_entry *entry, const char *tag)
{
	if (entry->family != NFPROTO_IPV4 || entry->protocol != IPPROTO_TCP ||
	    !nftrace_has_ports(entry))
		return;
	pr_info(RULE "%s\n", tag);
	pr_info("DEV: %s, NS: %p, INITNET: %p%s\n",
		name_of(entry->dev, "(no dev)"), net_of(entry->dev), &init_net, tag);
	pr_info("IN DEV: %s, NS: %p, OUT DEV: %s, NS: %p%s\n",
		name_of(entry->in, "(null)"), net_of(entry->in),
		name_of(entry->out, "(null)"), net_of(entry->out), tag);
	pr_info("[%u]: %pI4:%u->%pI4:%u, skb: %p%s\n", entry->hook,
		&entry->src.addr.ip, entry->src.port,
		&entry->dst.addr.ip, entry->dst.port, entry->skb, tag);
}
