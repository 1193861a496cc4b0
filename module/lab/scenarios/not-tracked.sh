# From outside to a container, kept from connection tracking
#
#     10.10.10.3 ──── ens160 ┌──────── init ────────┐ vethc2
#       client    10.10.10.2 │ docker0 172.17.0.1/16 ├─────── eth0 172.17.0.2:8080
#                            └──────────────────────┘              server
#     the client has a route to 172.17.0.0/16; rules in the raw table say NOTRACK
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 0.

build() {
	docker_world
	bridge_nf 0
	ip -n ext route add 172.17.0.0/16 via 10.10.10.2
	iptables-nft -t raw -A PREROUTING -p tcp -j CT --notrack
	serve c2 TCP4 8080
}

traffic() {
	request ext 172.17.0.2:8080
}
