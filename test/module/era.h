/* SPDX-License-Identifier: GPL-2.0 */
/*
 * As much of the kernel as the module's version shims see, in the forms it had
 * from 3.10 on: types and prototypes only, to be compiled and not run. What has
 * another form elsewhere has its version (see module/compat.h for the commits).
 */
#ifndef ERA_H
#define ERA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + (c))
#define SINCE(a, b) (LINUX_VERSION_CODE >= KERNEL_VERSION(a, b, 0))
#ifdef RHEL7
#define RHEL_RELEASE_CODE 1801
#endif
#define IS_ENABLED(option) (option)
#ifndef CONFIG_NF_CONNTRACK
#define CONFIG_NF_CONNTRACK 1
#define CONFIG_BRIDGE_NETFILTER 1
#endif

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef u16 __be16;
typedef u32 __be32;
typedef struct { long long counter; } atomic64_t;
typedef struct { int locked; } spinlock_t;
#define atomic64_read(v) ((u64)(v)->counter)
#define DECLARE_BITMAP(name, bits) unsigned long name[(bits) / 64]
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define __printf(a, b) __attribute__((format(printf, a, b)))
#define __init
#define __exit
#define __net_init
#define __net_exit
#define pr_info(...) printk(__VA_ARGS__)
#define pr_err(...) printk(__VA_ARGS__)
#define module_init(f) int init_module(void) { return f(); }
#define module_exit(f) void cleanup_module(void) { f(); }
#define MODULE_DESCRIPTION(text)
#define MODULE_AUTHOR(text)
#define MODULE_LICENSE(text)
#define MODULE_VERSION(text)
int init_module(void);
void cleanup_module(void);
int printk(const char *format, ...);
bool test_bit(long bit, const unsigned long *bits);
u16 ntohs(__be16 value);
void synchronize_net(void);

struct net {
#if SINCE(3, 19)
	struct { unsigned int inum; } ns;
#else
	unsigned int proc_inum;
#endif
#if SINCE(5, 12)
	u64 net_cookie;
#elif SINCE(5, 7)
	atomic64_t net_cookie;
#endif
};
extern struct net init_net;

struct net_device { char name[16]; int ifindex; };
struct net *dev_net(const struct net_device *dev);
struct net_device *dev_get_by_index_rcu(struct net *net, int ifindex);

/* 4.20 and later keep it in an extension; with 4.1 and later only the helpers touch it. */
struct nf_bridge_info { struct net_device *physindev, *physoutdev; };

struct sk_buff {
	struct net_device *dev;
	unsigned int mark;
#if !SINCE(4, 1)
	struct nf_bridge_info *nf_bridge;
#endif
};

#if SINCE(4, 1)
int nf_bridge_get_physinif(const struct sk_buff *skb);
struct net_device *nf_bridge_get_physoutdev(const struct sk_buff *skb);
#endif

struct in6_addr { u8 bytes[16]; };
union nf_inet_addr { __be32 ip; struct in6_addr in6; };

enum { NF_ACCEPT = 1 };
enum { NFPROTO_IPV4 = 2, NFPROTO_IPV6 = 10 };
enum { IPPROTO_ICMP = 1, IPPROTO_TCP = 6, IPPROTO_UDP = 17 };
enum {
	NF_INET_PRE_ROUTING, NF_INET_LOCAL_IN, NF_INET_FORWARD, NF_INET_LOCAL_OUT,
	NF_INET_POST_ROUTING, NF_INET_NUMHOOKS
};

struct nf_hook_ops;
struct nf_hook_state {
	unsigned int hook;
	struct net_device *in, *out;
#if SINCE(4, 4)
	struct net *net;
#endif
};

#if SINCE(4, 4)
typedef unsigned int nf_hookfn(void *priv, struct sk_buff *skb, const struct nf_hook_state *state);
#elif SINCE(4, 1)
typedef unsigned int nf_hookfn(const struct nf_hook_ops *ops, struct sk_buff *skb,
			       const struct nf_hook_state *state);
#elif defined(RHEL7)
typedef unsigned int nf_hookfn(const struct nf_hook_ops *ops, struct sk_buff *skb,
			       const struct net_device *in, const struct net_device *out,
			       const struct nf_hook_state *state);
#elif SINCE(3, 13)
typedef unsigned int nf_hookfn(const struct nf_hook_ops *ops, struct sk_buff *skb,
			       const struct net_device *in, const struct net_device *out,
			       int (*okfn)(struct sk_buff *));
#else
typedef unsigned int nf_hookfn(unsigned int hooknum, struct sk_buff *skb,
			       const struct net_device *in, const struct net_device *out,
			       int (*okfn)(struct sk_buff *));
#endif

struct nf_hook_ops {
	nf_hookfn *hook;
	u8 pf;
	unsigned int hooknum;
	int priority;
};

#if !SINCE(4, 14)
int nf_register_hooks(struct nf_hook_ops *ops, unsigned int n);
void nf_unregister_hooks(struct nf_hook_ops *ops, unsigned int n);
#endif
#if SINCE(4, 3)
int nf_register_net_hooks(struct net *net, const struct nf_hook_ops *ops, unsigned int n);
void nf_unregister_net_hooks(struct net *net, const struct nf_hook_ops *ops, unsigned int n);
#endif

struct pernet_operations { int (*init)(struct net *net); void (*exit)(struct net *net); };
int register_pernet_subsys(struct pernet_operations *operations);
void unregister_pernet_subsys(struct pernet_operations *operations);

enum ip_conntrack_info {
	IP_CT_ESTABLISHED, IP_CT_RELATED, IP_CT_NEW, IP_CT_IS_REPLY,
	IP_CT_ESTABLISHED_REPLY = IP_CT_ESTABLISHED + IP_CT_IS_REPLY,
	IP_CT_RELATED_REPLY = IP_CT_RELATED + IP_CT_IS_REPLY,
#if SINCE(4, 12)
	IP_CT_UNTRACKED = 7,
#endif
};
enum { IP_CT_DIR_ORIGINAL };
#if SINCE(4, 12)
enum { IPS_TEMPLATE_BIT = 11 };
#else
enum { IPS_TEMPLATE_BIT = 11, IPS_UNTRACKED_BIT = 12 };
#endif
struct nf_conntrack_tuple {
	struct { union nf_inet_addr u3; union { __be16 all; } u; } src;
	struct { union nf_inet_addr u3; union { __be16 all; } u; u8 protonum; } dst;
};
struct nf_conn {
	unsigned long status;
	struct { struct nf_conntrack_tuple tuple; } tuplehash[2];
};
struct nf_conn *nf_ct_get(const struct sk_buff *skb, enum ip_conntrack_info *info);

#endif
