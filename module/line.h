/* SPDX-License-Identifier: GPL-2.0 */
/* A line of format 2 while it is made, and the proof that it fits into a record of the log. */
#ifndef NFTRACE_LINE_H
#define NFTRACE_LINE_H

#include <linux/compiler.h>
#include <linux/netfilter.h>
#include <linux/types.h>

struct nftrace_entry;

/* The longest of each field. Addresses are longest where %pI6c shows ISATAP, ending as IPv4. */
#define LONGEST_U32	"4294967295"
#define LONGEST_U64	"18446744073709551615"
#define LONGEST_POINTER	"(____ptrval____)"
#define LONGEST_NAME	"fifteen-letters/-2147483648"
#define LONGEST_END	"[ffff:ffff:ffff:ffff:ffff:5efe:255.255.255.255]:65535"
#define LONGEST_PLACE	"v2 cpu=" LONGEST_U32 " seq=" LONGEST_U64 \
			" ipv6 POST_ROUTING priority=-2147483648"
#define LONGEST_NETNS	" netns=" LONGEST_POINTER " inode=" LONGEST_U32 \
			" cookie=" LONGEST_U64 " initnet=" LONGEST_POINTER
#define LONGEST_DEVICES	" dev=" LONGEST_NAME " in=" LONGEST_NAME " out=" LONGEST_NAME \
			" physin=" LONGEST_NAME " physout=" LONGEST_NAME
#define LONGEST_PACKET	" skb=" LONGEST_POINTER " id=65535 frag=65528+ len=" LONGEST_U32 \
			" mark=0xffffffff"
#define LONGEST_TUPLE	" icmpv6 " LONGEST_END "->" LONGEST_END
#define LONGEST_TCP	" flags=CWR,ECE,URG,ACK,PSH,RST,SYN,FIN" \
			" seqno=" LONGEST_U32 " ack=" LONGEST_U32
#define LONGEST_CT	" ct=ESTABLISHED_REPLY orig=" LONGEST_END "->" LONGEST_END ";"

/* More than the longest line, as no packet is ICMPv6 and TCP. */
#define NFTRACE_LINE_ROOM sizeof(LONGEST_PLACE LONGEST_NETNS LONGEST_DEVICES LONGEST_PACKET \
				 LONGEST_TUPLE LONGEST_TCP LONGEST_CT)

/*
 * LOG_LINE_MAX (kernel/printk/printk.c), what a record holds at most: 1024
 * bytes less a prefix of 32, or 48 with CONFIG_PRINTK_CALLER, up to 6.1.
 */
#define NFTRACE_RECORD_MAX 976

struct nftrace_line {
	unsigned int len;
	char text[NFTRACE_LINE_ROOM];
};

/* Adds text to the line. */
__printf(2, 3) void nftrace_add(struct nftrace_line *line, const char *format, ...);

/* Adds an end of a tuple, its port where it has one. */
void nftrace_add_end(struct nftrace_line *line, u8 family,
		     const union nf_inet_addr *addr, bool has_port, u16 port);

/* Adds what conntrack knows of the entry's packet. */
void nftrace_add_conntrack(struct nftrace_line *line, const struct nftrace_entry *entry);

#endif
