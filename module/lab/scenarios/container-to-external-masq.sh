# From a container to a server outside, masqueraded
#
#     172.17.0.4 eth0 ──── vethc4 ┌─ docker0 ─ init ─ ens160 ─┐ ──── eth0 10.10.10.3:80
#       client                    └───────────── 10.10.10.2 ──┘           server
#     MASQUERADE for 172.17.0.0/16 at POST_ROUTING
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1 (PRE_ROUTING on docker0 fires twice).

nats='iptables nft'
trace='ports=80'

build() {
	docker_world
	bridge_nf 1
	masquerade 172.17.0.0/16 docker0
	serve ext TCP4 80
}

traffic() {
	request c4 10.10.10.3:80
}
