# From the host to its own published port
#
#     ┌─ init ─────────────────┐ vethc2
#     │ client 10.10.10.2      ├──────── eth0 172.17.0.2:8080
#     │        docker0         │               server
#     └────────────────────────┘
#     the client writes to 10.10.10.2:8081 (DNAT at LOCAL_OUT)
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1 (PRE_ROUTING on docker0 fires twice).

nats='iptables nft'

build() {
	docker_world
	bridge_nf 1
	publish 10.10.10.2:8081 172.17.0.2:8080
	serve c2 TCP4 8080
}

traffic() {
	request init 10.10.10.2:8081
}
