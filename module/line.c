// SPDX-License-Identifier: GPL-2.0
/* Puts a line of format 2 together. */
#include <linux/bug.h>
#include <linux/kernel.h>

#include "line.h"

void nftrace_add(struct nftrace_line *line, const char *format, ...)
{
	va_list args;

	BUILD_BUG_ON(sizeof("[nftrace]: ") - 1 + NFTRACE_LINE_ROOM > NFTRACE_RECORD_MAX);

	va_start(args, format);
	line->len += vscnprintf(line->text + line->len,
				sizeof(line->text) - line->len, format, args);
	va_end(args);
}

void nftrace_add_end(struct nftrace_line *line, u8 family,
		     const union nf_inet_addr *addr, bool has_port, u16 port)
{
	if (family == NFPROTO_IPV4)
		nftrace_add(line, "%pI4", &addr->ip);
	else
		nftrace_add(line, "[%pI6c]", &addr->in6);
	if (has_port)
		nftrace_add(line, ":%u", port);
}
