# Over a vxlan overlay, with the outer packets traced, too
#
#     ┌─ init (node 1) ─────────────────┐ ens160        eth0 ┌─ node2 ────────────────────────┐
#     │ pod 10.244.1.2 ─ cni0 ─ flannel.1 ═══════════════════ flannel.1 ─ cni0 ─ 10.244.2.2:8080 │
#     │       client                    │ 10.10.10.2  .3     │                        server   │
#     └─────────────────────────────────┘                    └────────────────────────────────┘
#     the client writes to 10.244.2.2:8080
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 0. Inner packets (TCP) and outer ones (UDP) have the same skb.

trace='ports=0 protocols=tcp,udp'

build() {
	overlay_world
	bridge_nf 0
	serve p2 TCP4 8080
}

traffic() {
	request p1 10.244.2.2:8080
}
