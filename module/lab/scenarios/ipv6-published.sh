# IPv6: from outside to a published port (NAT66)
#
#     fd10::3 ──── ens160 ┌────── init ───────┐ vethc2
#      client     fd10::2 │ docker0 fd00::1/64 ├─────── eth0 [fd00::2]:8080
#                         └───────────────────┘              server
#     published as [fd10::2]:8081 (DNAT at PRE_ROUTING); fd00::/64 is masqueraded
#
# Sysctl: net.bridge.bridge-nf-call-ip6tables = 1. Echo requests of a container through the masquerade besides.

nats='iptables nft'
trace='ports=8080,8081 families=ipv6 protocols=tcp,icmp'

build() {
	ipv6_world
	bridge_nf 1
	publish6 fd10::2 8081 '[fd00::2]:8080'
	masquerade fd00::/64 docker0
	serve c2 TCP6 8080
}

traffic() {
	request ext '[fd10::2]:8081'
	echo_request c4 fd10::3 2
}
