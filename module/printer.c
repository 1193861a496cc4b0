// SPDX-License-Identifier: GPL-2.0
/*
 * Numbers entries and prints them. A CPU's entries are numbered and printed
 * with bottom halves off, so that its lines are in the order of their numbers.
 */
#define pr_fmt(fmt) "[nftrace]: " fmt

#include <linux/bottom_half.h>
#include <linux/jiffies.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "compat.h"
#include "line.h"
#include "nftrace.h"

struct printer {
	spinlock_t lock;	/* with PREEMPT_RT; see nftrace_cpu_lock() */
	struct task_struct *owner;	/* who is printing here now */
	u64 printed;		/* the number of the newest entry */
	u64 left_out;
	struct nftrace_line line;
};

static struct printer __percpu *printers;

/*
 * The bucket of the rate limit: an entry costs HZ tokens, and each jiffy puts
 * in `rate` of them, up to what a second does. An empty bucket stays closed
 * until it is full, so that entries are let through in runs and not each torn
 * from its path. With a limit, numbers are taken and entries are counted under
 * the bucket's lock, so that totals agree at any time.
 */
static DEFINE_SPINLOCK(bucket_lock);
static u64 bucket_tokens;
static unsigned long bucket_filled;	/* jiffies */
static bool bucket_is_closed;

struct totals {
	u64 printed;
	u64 left_out;
};

static struct totals count_totals(void)
{
	struct totals totals = { 0, 0 };
	int cpu;

	for_each_possible_cpu(cpu) {
		totals.printed += per_cpu_ptr(printers, cpu)->printed;
		totals.left_out += per_cpu_ptr(printers, cpu)->left_out;
	}
	return totals;
}

static void print_totals(struct totals totals)
{
	pr_info("printed %llu entries, left out %llu\n", totals.printed,
		totals.left_out);
}

static u64 full_bucket(void)
{
	return (u64)nftrace_options.rate * HZ;
}

static void fill_bucket(void)
{
	unsigned long elapsed = jiffies - bucket_filled;

	bucket_filled += elapsed;
	bucket_tokens += (u64)nftrace_options.rate * min_t(unsigned long, elapsed, HZ);
	bucket_tokens = min(bucket_tokens, full_bucket());
}

/* Takes the next number within the rate limit. False where there is none. */
static bool take_within_rate(struct printer *printer)
{
	struct totals totals;
	bool reopens = false;
	bool is_let_through;

	spin_lock(&bucket_lock);
	fill_bucket();
	is_let_through = bucket_tokens >= (bucket_is_closed ? full_bucket() : HZ);
	if (is_let_through) {
		reopens = bucket_is_closed;
		if (reopens)
			totals = count_totals();
		bucket_tokens -= HZ;
		printer->printed++;
	} else {
		printer->left_out++;
	}
	bucket_is_closed = !is_let_through;
	spin_unlock(&bucket_lock);

	if (reopens)
		print_totals(totals);
	return is_let_through;
}

static void print_entry(const struct nftrace_entry *entry,
			const struct nftrace_slot *slot)
{
	char tag[sizeof(" @4294967295:18446744073709551615")] = "";

	if (nftrace_options.truth)
		snprintf(tag, sizeof(tag), " @%u:%llu", slot->cpu, slot->seq);
	if (nftrace_options.truth || nftrace_options.format == 1)
		nftrace_print_format1(entry, tag);
	if (nftrace_options.format == 2)
		nftrace_print_format2(entry, slot);
}

void nftrace_print(const struct nftrace_entry *entry)
{
	struct printer *printer;
	struct nftrace_slot slot;

	local_bh_disable();
	printer = this_cpu_ptr(printers);
	if (printer->owner == current) {
		/* Printing sent a packet (netconsole through a tunnel), and the line is in use. */
		spin_lock(&bucket_lock);
		printer->left_out++;
		spin_unlock(&bucket_lock);
		local_bh_enable();
		return;
	}
	nftrace_cpu_lock(&printer->lock);
	printer->owner = current;
	if (!nftrace_options.rate)
		printer->printed++;
	if (!nftrace_options.rate || take_within_rate(printer)) {
		slot.cpu = smp_processor_id();
		slot.seq = printer->printed;
		slot.line = &printer->line;
		print_entry(entry, &slot);
	}
	printer->owner = NULL;
	nftrace_cpu_unlock(&printer->lock);
	local_bh_enable();
}

void nftrace_print_totals(void)
{
	print_totals(count_totals());
}

int nftrace_printer_init(void)
{
	int cpu;

	printers = alloc_percpu(struct printer);
	if (!printers)
		return -ENOMEM;
	for_each_possible_cpu(cpu)
		spin_lock_init(&per_cpu_ptr(printers, cpu)->lock);
	bucket_filled = jiffies;
	bucket_tokens = full_bucket();
	return 0;
}

void nftrace_printer_exit(void)
{
	free_percpu(printers);
}
