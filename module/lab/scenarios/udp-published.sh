# UDP: from outside to a published port, and a name asked for from a container
#
#     10.10.10.3 ──── ens160 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:5300
#     172.17.0.4 ──── vethc4 └─ init ──┘                server
#     10.10.10.2:53 is published to 172.17.0.2:5300; the container asks 10.10.10.3:53 (masqueraded)
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1.

nats='iptables nft'
trace='ports=53,5300 protocols=udp'

build() {
	docker_world
	bridge_nf 1
	publish 10.10.10.2:53 172.17.0.2:5300 udp
	masquerade 172.17.0.0/16 docker0
	serve_datagrams c2 UDP4 5300
	serve_datagrams ext UDP4 53
}

traffic() {
	send_datagram ext 10.10.10.2:53 40
	send_datagram c4 10.10.10.3:53 40
}
