# A large answer, from a published port and on one bridge
#
#     10.10.10.3 ──── ens160 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:8080
#     172.17.0.4 ──── vethc4 └─ init ──┘                server
#     from outside to 10.10.10.2:8081 (DNAT at PRE_ROUTING), from the container to 172.17.0.2:8080
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1. The server sends 300,000 bytes: packets longer than the devices' MTU,
# which stay in one piece until they leave the machine (GSO).

build() {
	docker_world
	bridge_nf 1
	publish 10.10.10.2:8081 172.17.0.2:8080
	head -c 300000 /dev/zero > /tmp/large
	serve c2 TCP4 8080 /tmp/large
}

traffic() {
	request ext 10.10.10.2:8081
	request c4 172.17.0.2:8080
}
