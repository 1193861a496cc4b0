# From the host to a container
#
#     ┌─ init ─────────────────┐ vethc2
#     │ client 172.17.0.1      ├──────── eth0 172.17.0.2:8080
#     │        docker0         │               server
#     └────────────────────────┘
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1 (PRE_ROUTING on docker0 fires twice).

build() {
	docker_world
	bridge_nf 1
	serve c2 TCP4 8080
}

traffic() {
	request init 172.17.0.2:8080
}
