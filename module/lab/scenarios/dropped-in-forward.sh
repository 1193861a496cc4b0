# Dropped at FORWARD
#
#     10.10.10.3 ──── ens160 ┌─ init ─┐ docker0 ──── 172.17.0.2:8080
#       client    10.10.10.2 └────────┘   ╳
#     published as 10.10.10.2:8081; a rule at FORWARD drops what goes there
#
# Sysctls: without effect here.

settle_seconds=3

build() {
	docker_world
	bridge_nf 0
	publish 10.10.10.2:8081 172.17.0.2:8080
	iptables-nft -A FORWARD -p tcp --dport 8080 -j DROP
	serve c2 TCP4 8080
}

traffic() {
	request_in_vain ext 10.10.10.2:8081 4
}
