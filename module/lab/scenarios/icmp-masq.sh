# Echo requests of a container through the masquerade
#
#     172.17.0.4 eth0 ──── vethc4 ┌─ docker0 ─ init ─ ens160 ─┐ ──── eth0 10.10.10.3
#       client                    └───────────── 10.10.10.2 ──┘
#     MASQUERADE for 172.17.0.0/16 at POST_ROUTING
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1. The last one is longer than the MTU and goes in fragments.

nats='iptables nft'
trace='ports=0 protocols=icmp'

build() {
	docker_world
	bridge_nf 1
	masquerade 172.17.0.0/16 docker0
}

traffic() {
	echo_request c4 10.10.10.3 2
	echo_request c4 10.10.10.3 1 -s 3000
}
