# From outside to a server of the host itself
#
#     10.10.10.3 ──── ens160 ┌─ init ─────────────┐
#       client    10.10.10.2 │ server on port 22  │
#                            └────────────────────┘
#
# Sysctls: without effect here, no bridge takes part.

trace='ports=22'

build() {
	docker_world
	bridge_nf 0
	serve init TCP4 22
}

traffic() {
	request ext 10.10.10.2:22
}
