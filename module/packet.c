// SPDX-License-Identifier: GPL-2.0
/* Reads a packet's headers. Every byte is asked for: packets may be short, paged or malformed. */
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/ipv6.h>

#include "nftrace.h"

static void read_tcp(struct nftrace_entry *entry, int offset)
{
	struct tcphdr room;
	const struct tcphdr *tcp;

	tcp = skb_header_pointer(entry->skb, offset, sizeof(room), &room);
	if (!tcp)
		return;
	entry->has_header = true;
	entry->src.port = ntohs(tcp->source);
	entry->dst.port = ntohs(tcp->dest);
	entry->tcp.flags = ((const u8 *)tcp)[13];
	entry->tcp.seqno = ntohl(tcp->seq);
	entry->tcp.ack = ntohl(tcp->ack_seq);
}

static void read_udp(struct nftrace_entry *entry, int offset)
{
	struct udphdr room;
	const struct udphdr *udp;

	udp = skb_header_pointer(entry->skb, offset, sizeof(room), &room);
	if (!udp)
		return;
	entry->has_header = true;
	entry->src.port = ntohs(udp->source);
	entry->dst.port = ntohs(udp->dest);
}

/* ICMP and ICMPv6: type, code and the two numbers of an echo have the same places. */
static void read_icmp(struct nftrace_entry *entry, int offset)
{
	struct icmphdr room;
	const struct icmphdr *icmp;

	icmp = skb_header_pointer(entry->skb, offset, sizeof(room), &room);
	if (!icmp)
		return;
	entry->has_header = true;
	entry->icmp.type = icmp->type;
	entry->icmp.code = icmp->code;
	if (entry->family == NFPROTO_IPV4)
		entry->icmp.is_echo = icmp->type == ICMP_ECHO ||
				      icmp->type == ICMP_ECHOREPLY;
	else
		entry->icmp.is_echo = icmp->type == ICMPV6_ECHO_REQUEST ||
				      icmp->type == ICMPV6_ECHO_REPLY;
	entry->icmp.echo_id = ntohs(icmp->un.echo.id);
	entry->icmp.echo_seq = ntohs(icmp->un.echo.sequence);
}

/* Reads the transport header, -1 standing for an offset that is not known. */
static bool read_transport(struct nftrace_entry *entry, int offset)
{
	bool is_readable = offset >= 0 && !entry->fragment_offset;
	u8 icmp = entry->family == NFPROTO_IPV4 ? IPPROTO_ICMP : IPPROTO_ICMPV6;

	if (entry->protocol == IPPROTO_TCP) {
		if (is_readable)
			read_tcp(entry, offset);
	} else if (entry->protocol == IPPROTO_UDP) {
		if (is_readable)
			read_udp(entry, offset);
	} else if (entry->protocol == icmp) {
		if (is_readable)
			read_icmp(entry, offset);
	} else {
		return false;
	}
	return true;
}

static bool read_ipv4(struct nftrace_entry *entry, int start)
{
	struct iphdr room;
	const struct iphdr *ip;
	u16 fragment;

	ip = skb_header_pointer(entry->skb, start, sizeof(room), &room);
	if (!ip)
		return false;
	entry->src.addr.ip = ip->saddr;
	entry->dst.addr.ip = ip->daddr;
	entry->ip_id = ntohs(ip->id);
	entry->protocol = ip->protocol;

	fragment = ntohs(ip->frag_off);
	entry->fragment_offset = (fragment & IP_OFFSET) << 3;
	entry->more_fragments = fragment & IP_MF;
	entry->is_fragment = entry->fragment_offset || entry->more_fragments;

	/* A raw socket may send any header length (IP_HDRINCL). */
	return read_transport(entry, ip->ihl < 5 ? -1 : start + ip->ihl * 4);
}

#if IS_ENABLED(CONFIG_IPV6)
static bool read_ipv6(struct nftrace_entry *entry, int start)
{
	struct ipv6hdr room;
	const struct ipv6hdr *ip;
	struct frag_hdr fragment_room;
	const struct frag_hdr *fragment;
	__be16 frag_off = 0;
	int offset;

	ip = skb_header_pointer(entry->skb, start, sizeof(room), &room);
	if (!ip)
		return false;
	entry->src.addr.in6 = ip->saddr;
	entry->dst.addr.in6 = ip->daddr;
	entry->protocol = ip->nexthdr;

	/* Linked into the kernel wherever IPv6 is, also where IPv6 is a module. */
	offset = ipv6_skip_exthdr(entry->skb, start + sizeof(*ip),
				  &entry->protocol, &frag_off);
	if (offset < 0)
		return false;
	entry->fragment_offset = ntohs(frag_off) & ~0x7;
	entry->more_fragments = ntohs(frag_off) & IP6_MF;
	entry->is_fragment = entry->fragment_offset || entry->more_fragments;

	/* Of a fragment that is not the first, what it is of stands in the fragment header. */
	if (entry->fragment_offset && entry->protocol == NEXTHDR_FRAGMENT) {
		fragment = skb_header_pointer(entry->skb, offset,
					      sizeof(fragment_room), &fragment_room);
		if (!fragment)
			return false;
		entry->protocol = fragment->nexthdr;
	}
	return read_transport(entry, offset);
}
#else
static bool read_ipv6(struct nftrace_entry *entry, int start)
{
	return false;
}
#endif

bool nftrace_read_packet(struct nftrace_entry *entry)
{
	int start = skb_network_offset(entry->skb);

	/* Headers behind the data's start were there once: they are not this packet's any more. */
	if (start < 0)
		return false;
	entry->len = entry->skb->len - start;
	return entry->family == NFPROTO_IPV4 ? read_ipv4(entry, start) :
					       read_ipv6(entry, start);
}
