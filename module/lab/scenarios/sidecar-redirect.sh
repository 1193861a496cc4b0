# A sidecar proxy in the client's own namespace
#
#     ┌─ one container ─────────────────────────────┐
#     │ client 172.17.0.4 ──── lo ──── proxy :15001 │ eth0
#     └─────────────────────────────────────────────┘
#     the client writes to 1.2.3.4:7777 (REDIRECT to 127.0.0.1:15001 at LOCAL_OUT of the container)
#
# Sysctls: without effect here.

nats='iptables nft'
trace='ports=7777,15001'

build() {
	docker_world
	bridge_nf 0
	redirect c4 1.2.3.4:7777 15001
	serve c4 TCP4 15001
}

traffic() {
	request c4 1.2.3.4:7777
}
