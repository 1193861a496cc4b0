/* SPDX-License-Identifier: GPL-2.0 */
/* What the parts of the module share: the options, a packet's entry, the printing. */
#ifndef NFTRACE_H
#define NFTRACE_H

#include <linux/bitmap.h>
#include <linux/in.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <linux/types.h>

#define NFTRACE_IPV4	0x1
#define NFTRACE_IPV6	0x2

#define NFTRACE_TCP	0x1
#define NFTRACE_UDP	0x2
#define NFTRACE_ICMP	0x4	/* ICMP and ICMPv6 */

#define NFTRACE_PORTS	65536

/* The module's parameters, checked. They do not change while hooks are registered. */
struct nftrace_options {
	unsigned int format;	/* 1 or 2 */
	bool truth;		/* format 1, tagged, before each line of format 2 */
	unsigned int families;	/* NFTRACE_IPV4, NFTRACE_IPV6 */
	unsigned int protocols;	/* NFTRACE_TCP, NFTRACE_UDP, NFTRACE_ICMP */
	bool all_ports;
	int priority;
	unsigned int rate;	/* entries a second, 0 without limit */
	DECLARE_BITMAP(ports, NFTRACE_PORTS);
};

extern struct nftrace_options nftrace_options;

/* Checks the parameters; says what is wrong with one and returns -EINVAL. */
int nftrace_read_options(void);

/* One end of a tuple. */
struct nftrace_end {
	union nf_inet_addr addr;
	u16 port;
};

/* One firing of a hook for one packet. It holds no reference: it is valid in the hook. */
struct nftrace_entry {
	u8 family;		/* NFPROTO_IPV4 or NFPROTO_IPV6 */
	u8 protocol;		/* IPPROTO_TCP, _UDP, _ICMP or _ICMPV6 */
	bool has_header;	/* the transport header could be read */
	bool is_fragment;
	bool more_fragments;
	u16 fragment_offset;	/* bytes */
	u16 ip_id;		/* IPv4 */
	unsigned int hook;
	unsigned int len;	/* of the IP packet, bytes */
	const struct sk_buff *skb;
	const struct net_device *dev;
	const struct net_device *in;
	const struct net_device *out;
	struct net *net;
	struct nftrace_end src;
	struct nftrace_end dst;
	union {
		struct {
			u8 flags;
			u32 seqno;
			u32 ack;
		} tcp;
		struct {
			u8 type;
			u8 code;
			bool is_echo;
			u16 echo_id;
			u16 echo_seq;
		} icmp;
	};
};

/*
 * Reads the packet's headers into the entry's fields, whose family and skb are
 * set. False where the packet is of no protocol that can be traced.
 */
bool nftrace_read_packet(struct nftrace_entry *entry);

/* Makes room to print for each CPU, and frees it. */
int nftrace_printer_init(void);
void nftrace_printer_exit(void);

/* Prints the entry under its CPU's next number, or counts it as left out. */
void nftrace_print(const struct nftrace_entry *entry);

/* Prints how many entries were printed and left out. */
void nftrace_print_totals(void);

struct nftrace_line;

/* Where an entry is printed: its CPU, and its number there. */
struct nftrace_slot {
	unsigned int cpu;
	u64 seq;
	struct nftrace_line *line;	/* room for format 2 */
};

/* The article's four lines, each ending in tag. Of entries that are not IPv4 TCP: none. */
void nftrace_print_format1(const struct nftrace_entry *entry, const char *tag);

/* One line. */
void nftrace_print_format2(const struct nftrace_entry *entry,
			   const struct nftrace_slot *slot);

static inline bool nftrace_has_ports(const struct nftrace_entry *entry)
{
	return entry->has_header && (entry->protocol == IPPROTO_TCP ||
				     entry->protocol == IPPROTO_UDP);
}

#endif
