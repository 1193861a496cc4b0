// SPDX-License-Identifier: GPL-2.0
/* Format 2: one line an entry, that no other CPU can tear apart. README.md explains the fields. */
#define pr_fmt(fmt) "[nftrace]: " fmt

#include <linux/kernel.h>
#include <linux/netdevice.h>
#include <net/net_namespace.h>

#include "compat.h"
#include "line.h"
#include "nftrace.h"

static void add_place(struct nftrace_line *line, const struct nftrace_entry *entry,
		      const struct nftrace_slot *slot)
{
	static const char *const hooks[] = {
		[NF_INET_PRE_ROUTING] = "PRE_ROUTING",
		[NF_INET_LOCAL_IN] = "LOCAL_IN",
		[NF_INET_FORWARD] = "FORWARD",
		[NF_INET_LOCAL_OUT] = "LOCAL_OUT",
		[NF_INET_POST_ROUTING] = "POST_ROUTING",
	};
	u64 cookie = nftrace_cookie(entry->net);

	nftrace_add(line, "v2 cpu=%u seq=%llu", slot->cpu, slot->seq);
	nftrace_add(line, " %s %s priority=%d",
		    entry->family == NFPROTO_IPV4 ? "ipv4" : "ipv6",
		    hooks[entry->hook], nftrace_options.priority);
	nftrace_add(line, " netns=%p inode=%u", entry->net, nftrace_inode(entry->net));
	if (cookie)
		nftrace_add(line, " cookie=%llu", cookie);
	else
		nftrace_add(line, " cookie=-");
	nftrace_add(line, " initnet=%p", &init_net);
}

static void add_device(struct nftrace_line *line, const char *field,
		       const struct net_device *dev)
{
	if (dev)
		nftrace_add(line, " %s=%.15s/%d", field, dev->name, dev->ifindex);
	else
		nftrace_add(line, " %s=-", field);
}

static void add_packet(struct nftrace_line *line, const struct nftrace_entry *entry)
{
	nftrace_add(line, " skb=%p", entry->skb);
	if (entry->family == NFPROTO_IPV4)
		nftrace_add(line, " id=%u", entry->ip_id);
	else
		nftrace_add(line, " id=-");
	if (entry->is_fragment)
		nftrace_add(line, " frag=%u%s", entry->fragment_offset,
			    entry->more_fragments ? "+" : "");
	else
		nftrace_add(line, " frag=-");
	nftrace_add(line, " len=%u mark=0x%x", entry->len, entry->skb->mark);
}

static void add_tcp(struct nftrace_line *line, const struct nftrace_entry *entry)
{
	/* From the highest bit of the header's byte to the lowest. */
	static const char *const flags[] = {
		"CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"
	};
	const char *before = "";
	int i;

	nftrace_add(line, " flags=%s", entry->tcp.flags ? "" : "-");
	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		if (entry->tcp.flags & (0x80 >> i)) {
			nftrace_add(line, "%s%s", before, flags[i]);
			before = ",";
		}
	}
	nftrace_add(line, " seqno=%u ack=%u", entry->tcp.seqno, entry->tcp.ack);
}

static void add_icmp(struct nftrace_line *line, const struct nftrace_entry *entry)
{
	nftrace_add(line, " type=%u code=%u", entry->icmp.type, entry->icmp.code);
	if (entry->icmp.is_echo)
		nftrace_add(line, " echo=%u/%u", entry->icmp.echo_id, entry->icmp.echo_seq);
	else
		nftrace_add(line, " echo=-");
}

static void add_transport(struct nftrace_line *line, const struct nftrace_entry *entry)
{
	bool has_ports = nftrace_has_ports(entry);

	nftrace_add(line, entry->protocol == IPPROTO_TCP ? " tcp " :
		  entry->protocol == IPPROTO_UDP ? " udp " :
		  entry->protocol == IPPROTO_ICMP ? " icmp " : " icmpv6 ");
	nftrace_add_end(line, entry->family, &entry->src.addr, has_ports, entry->src.port);
	nftrace_add(line, "->");
	nftrace_add_end(line, entry->family, &entry->dst.addr, has_ports, entry->dst.port);
	if (!entry->has_header)
		return;
	if (entry->protocol == IPPROTO_TCP)
		add_tcp(line, entry);
	else if (entry->protocol != IPPROTO_UDP)
		add_icmp(line, entry);
}

void nftrace_print_format2(const struct nftrace_entry *entry,
			   const struct nftrace_slot *slot)
{
	struct nftrace_line *line = slot->line;

	line->len = 0;
	add_place(line, entry, slot);
	add_device(line, "dev", entry->dev);
	add_device(line, "in", entry->in);
	add_device(line, "out", entry->out);
	add_device(line, "physin", nftrace_physin(entry->skb, entry->net));
	add_device(line, "physout", nftrace_physout(entry->skb));
	add_packet(line, entry);
	add_transport(line, entry);
	nftrace_add_conntrack(line, entry);
	pr_info("%s;\n", line->text);
}
