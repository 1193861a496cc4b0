# IPv6: UDP datagrams longer than the MTU
#
#     fd10::3 ──── ens160 ┌────── init ───────┐ vethc2
#      client     fd10::2 │ docker0 fd00::1/64 ├─────── eth0 [fd00::2]:5300
#                         └───────────────────┘              server
#
# Sysctl: net.bridge.bridge-nf-call-ip6tables = 0.

trace='ports=0 families=ipv6 protocols=udp'

build() {
	ipv6_world
	bridge_nf 0
	serve_datagrams c2 UDP6 5300
}

traffic() {
	send_datagram ext '[fd00::2]:5300' 4000
}
