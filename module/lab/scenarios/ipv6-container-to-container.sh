# IPv6: from container to container on one bridge, bridge-nf-call-ip6tables off
#
#     fd00::4 eth0 ──── vethc4 ┌ docker0 ┐ vethc2 ──── eth0 [fd00::2]:8080
#      client                  └─ init ──┘                server
#
# Sysctl: net.bridge.bridge-nf-call-ip6tables = 0.

trace='ports=8080 families=ipv6'

build() {
	ipv6_world
	bridge_nf 0
	serve c2 TCP6 8080
}

traffic() {
	request c4 '[fd00::2]:8080'
}
