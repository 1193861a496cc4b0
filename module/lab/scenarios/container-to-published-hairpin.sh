# From a container to a published port of its own bridge
#
#     172.17.0.4 eth0 ──── vethc4 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:8080
#       client                    └─ init ──┘                server
#     the client writes to 10.10.10.2:8081 (DNAT at PRE_ROUTING)
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1.

nats='iptables nft'

build() {
	docker_world
	bridge_nf 1
	publish 10.10.10.2:8081 172.17.0.2:8080
	serve c2 TCP4 8080
}

traffic() {
	request c4 10.10.10.2:8081
}
