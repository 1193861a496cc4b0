# IPv6: from outside to a container, routed
#
#     fd10::3 ──── ens160 ┌────── init ───────┐ vethc2
#      client     fd10::2 │ docker0 fd00::1/64 ├─────── eth0 [fd00::2]:8080
#                         └───────────────────┘              server
#
# Sysctl: net.bridge.bridge-nf-call-ip6tables = 0. Echo requests besides.

trace='ports=8080 families=ipv6 protocols=tcp,icmp'

build() {
	ipv6_world
	bridge_nf 0
	serve c2 TCP6 8080
}

traffic() {
	request ext '[fd00::2]:8080'
	echo_request ext fd00::2 2
}
