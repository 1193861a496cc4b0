# Dropped in the raw table at PRE_ROUTING
#
#     10.10.10.3 ──── ens160 ┌─ init ─┐
#       client    10.10.10.2 └── ╳ ───┘
#     a rule in the raw table drops what goes to 10.10.10.2:8081
#
# Sysctls: without effect here.

settle_seconds=3

build() {
	docker_world
	bridge_nf 0
	publish 10.10.10.2:8081 172.17.0.2:8080
	iptables-nft -t raw -A PREROUTING -p tcp --dport 8081 -j DROP
	serve c2 TCP4 8080
}

traffic() {
	request_in_vain ext 10.10.10.2:8081 4
}
