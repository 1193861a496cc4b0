# From container to container over two bridges
#
#     172.18.0.2 eth0 ────┌ br-app ─ init ─ docker0 ┐──── eth0 172.17.0.2:8080
#       client            └─────────────────────────┘           server
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1 (PRE_ROUTING fires twice).

build() {
	docker_world
	make_bridge br-app 172.18.0.1/16
	container a2 br-app 172.18.0.2/16 172.18.0.1
	bridge_nf 1
	warm a2 172.17.0.2
	serve c2 TCP4 8080
}

traffic() {
	request a2 172.17.0.2:8080
}
