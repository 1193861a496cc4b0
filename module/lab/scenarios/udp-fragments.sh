# UDP datagrams longer than the MTU: fragments
#
#     10.10.10.3 ──── ens160 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:5300
#     172.17.0.4 ──── vethc4 └─ init ──┘                server
#     10.10.10.2:53 is published to 172.17.0.2:5300; the container asks 10.10.10.3:53 (masqueraded); 4,000 bytes each
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 0.

trace='ports=0 protocols=udp'

build() {
	docker_world
	bridge_nf 0
	publish 10.10.10.2:53 172.17.0.2:5300 udp
	masquerade 172.17.0.0/16 docker0
	serve_datagrams c2 UDP4 5300
	serve_datagrams ext UDP4 53
}

traffic() {
	send_datagram ext 10.10.10.2:53 4000
	send_datagram c4 10.10.10.3:53 4000
}
