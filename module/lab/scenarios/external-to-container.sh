# From outside to a published container port
#
#     10.10.10.3 ──── ens160 ┌──────── init ────────┐ veth
#       client    10.10.10.2 │ docker0 172.17.0.1/16 ├────── eth0 172.17.0.2:8080
#                            └──────────────────────┘             server
#     published as 10.10.10.2:8081 (DNAT at PRE_ROUTING)
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 0.

nats='iptables nft'

build() {
	docker_world
	bridge_nf 0
	publish 10.10.10.2:8081 172.17.0.2:8080
	serve c2 TCP4 8080
}

traffic() {
	request ext 10.10.10.2:8081
}
