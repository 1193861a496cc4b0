# UDP to a port without a server: an ICMP error comes back
#
#     10.10.10.3 ──── ens160 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2
#       client    10.10.10.2 └─ init ──┘               no server
#     published as 10.10.10.2:53 (DNAT at PRE_ROUTING); the error is RELATED to the connection
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 0.

trace='ports=53,5300 protocols=udp,icmp'

build() {
	docker_world
	bridge_nf 0
	publish 10.10.10.2:53 172.17.0.2:5300 udp
}

traffic() {
	head -c 40 /dev/zero | within ext socat -t 1 - UDP4:10.10.10.2:53 > /dev/null 2>&1 || true
}
