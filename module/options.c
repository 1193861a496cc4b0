// SPDX-License-Identifier: GPL-2.0
/* The module's parameters, and what is wrong with them. */
#define pr_fmt(fmt) "[nftrace]: " fmt

#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "nftrace.h"

static unsigned int format = 2;
module_param(format, uint, 0444);
MODULE_PARM_DESC(format, "2: one line per entry; 1: four lines per entry, IPv4 TCP only (default 2)");

static char *ports = "8080,8081";
module_param(ports, charp, 0444);
MODULE_PARM_DESC(ports, "TCP and UDP ports to trace, on either end: numbers and ranges, such as 80,8080-8090; empty or 0: all (default 8080,8081)");

static const char default_families[] = "ipv4,ipv6";
static char *families = (char *)default_families;	/* only read */
module_param(families, charp, 0444);
MODULE_PARM_DESC(families, "ipv4, ipv6 or both (default ipv4,ipv6; with format 1 ipv4)");

static char *protocols = "tcp";
module_param(protocols, charp, 0444);
MODULE_PARM_DESC(protocols, "some of tcp,udp,icmp; icmp is ICMP and ICMPv6, whatever the ports (default tcp)");

static int priority = INT_MIN;
module_param(priority, int, 0444);
MODULE_PARM_DESC(priority, "priority in each hook (default -2147483648, before everything else)");

static unsigned int rate;
module_param(rate, uint, 0444);
MODULE_PARM_DESC(rate, "entries a second; what is above is left out and counted (default 0, no limit)");

#ifdef NFTRACE_LAB
static bool truth;
module_param(truth, bool, 0444);
MODULE_PARM_DESC(truth, "both formats, each line with its entry's CPU and number: for the capture lab");
#endif

struct nftrace_options nftrace_options;

/* Reads words with commas between them as the bits that names gives them. */
static int read_words(const char *parameter, const char *text,
		      const char *const names[], const char *known,
		      unsigned int *bits)
{
	char *copy = kstrdup(text, GFP_KERNEL);
	char *rest = copy;
	char *word;
	int i;

	if (!copy)
		return -ENOMEM;
	*bits = 0;
	while ((word = strsep(&rest, ","))) {
		for (i = 0; names[i] && strcmp(word, names[i]); i++)
			;
		if (!names[i]) {
			pr_err("%s=%s: '%s' is not one of %s\n", parameter, text,
			       word, known);
			kfree(copy);
			return -EINVAL;
		}
		*bits |= 1 << i;
	}
	kfree(copy);
	return 0;
}

static int read_ports(struct nftrace_options *options)
{
	options->all_ports = !*ports || !strcmp(ports, "0");
	if (options->all_ports)
		return 0;
	if (bitmap_parselist(ports, options->ports, NFTRACE_PORTS) ||
	    test_bit(0, options->ports) ||
	    bitmap_empty(options->ports, NFTRACE_PORTS)) {
		pr_err("ports=%s: not a list of ports (1 to 65535) and ranges of them\n",
		       ports);
		return -EINVAL;
	}
	return 0;
}

/* Format 1 has no words for anything but IPv4 TCP. */
static int check_format(struct nftrace_options *options)
{
	if (options->format != 1 && options->format != 2) {
		pr_err("format=%u: formats are 1 and 2\n", options->format);
		return -EINVAL;
	}
	if (options->format == 2)
		return 0;
	if (families == default_families) {
		families = "ipv4";
		options->families = NFTRACE_IPV4;
	}
	if (options->families != NFTRACE_IPV4) {
		pr_err("families=%s: format 1 shows IPv4 only\n", families);
		return -EINVAL;
	}
	if (options->protocols != NFTRACE_TCP) {
		pr_err("protocols=%s: format 1 shows TCP only\n", protocols);
		return -EINVAL;
	}
	return 0;
}

int nftrace_read_options(void)
{
	static const char *const family_names[] = { "ipv4", "ipv6", NULL };
	static const char *const protocol_names[] = { "tcp", "udp", "icmp", NULL };
	struct nftrace_options *options = &nftrace_options;
	int error;

	options->format = format;
	options->priority = priority;
	options->rate = rate;
#ifdef NFTRACE_LAB
	options->truth = truth;
	if (truth)
		options->format = 2;
#endif
	error = read_words("families", families, family_names, "ipv4, ipv6",
			   &options->families);
	if (!error)
		error = read_words("protocols", protocols, protocol_names,
				   "tcp, udp, icmp", &options->protocols);
	if (!error)
		error = read_ports(options);
	if (!error)
		error = check_format(options);
	return error;
}
