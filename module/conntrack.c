// SPDX-License-Identifier: GPL-2.0
/*
 * What conntrack knows of a packet. Only inline functions and fields are used,
 * so that nf_conntrack need not be loaded.
 */
#include "compat.h"
#include "line.h"
#include "nftrace.h"

#if IS_ENABLED(CONFIG_NF_CONNTRACK)
static const char *name_of(enum ip_conntrack_info info)
{
	switch (info) {
	case IP_CT_ESTABLISHED:
		return "ESTABLISHED";
	case IP_CT_RELATED:
		return "RELATED";
	case IP_CT_NEW:
		return "NEW";
	case IP_CT_ESTABLISHED_REPLY:
		return "ESTABLISHED_REPLY";
	case IP_CT_RELATED_REPLY:
		return "RELATED_REPLY";
	default:
		return NULL;
	}
}

void nftrace_add_conntrack(struct nftrace_line *line, const struct nftrace_entry *entry)
{
	enum ip_conntrack_info info;
	bool is_untracked;
	const struct nf_conn *ct;
	const struct nf_conntrack_tuple *tuple;
	bool has_ports;

	ct = nftrace_conntrack(entry->skb, &info, &is_untracked);
	if (is_untracked) {
		nftrace_add(line, " ct=UNTRACKED");
		return;
	}
	if (!ct || !name_of(info)) {
		nftrace_add(line, " ct=-");
		return;
	}
	/*
	 * The tuple's own protocol, as an ICMP error is RELATED to a connection
	 * of another one. Nothing changes the original tuple while packets hold it.
	 */
	tuple = &ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple;
	has_ports = tuple->dst.protonum == IPPROTO_TCP ||
		    tuple->dst.protonum == IPPROTO_UDP;
	nftrace_add(line, " ct=%s orig=", name_of(info));
	nftrace_add_end(line, entry->family, &tuple->src.u3, has_ports,
			ntohs(tuple->src.u.all));
	nftrace_add(line, "->");
	nftrace_add_end(line, entry->family, &tuple->dst.u3, has_ports,
			ntohs(tuple->dst.u.all));
}
#else
void nftrace_add_conntrack(struct nftrace_line *line, const struct nftrace_entry *entry)
{
	nftrace_add(line, " ct=-");
}
#endif
