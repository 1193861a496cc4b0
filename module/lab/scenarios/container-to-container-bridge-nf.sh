# From container to container on one bridge, bridge-nf-call-iptables on
#
#     172.17.0.4 eth0 ──── vethc4 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:8080
#       client                    └─ init ──┘                server
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1.

build() {
	docker_world
	bridge_nf 1
	serve c2 TCP4 8080
}

traffic() {
	request c4 172.17.0.2:8080
}
