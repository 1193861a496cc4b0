# Over a vxlan overlay to a service's address
#
#     ┌─ init (node 1) ─────────────────┐ ens160        eth0 ┌─ node2 ────────────────────────┐
#     │ pod 10.244.1.2 ─ cni0 ─ flannel.1 ═══════════════════ flannel.1 ─ cni0 ─ 10.244.2.2:8080 │
#     │       client                    │ 10.10.10.2  .3     │                        server   │
#     └─────────────────────────────────┘                    └────────────────────────────────┘
#     the client writes to 10.96.0.10:80 (DNAT at PRE_ROUTING of node 1)
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1. Only TCP is traced: the outer packets (UDP) are not in it.

nats='iptables nft'
trace='ports=80,8080'

build() {
	overlay_world
	bridge_nf 1
	publish 10.96.0.10:80 10.244.2.2:8080
	serve p2 TCP4 8080
}

traffic() {
	request p1 10.96.0.10:80
}
