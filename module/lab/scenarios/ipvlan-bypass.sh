# To a container on an ipvlan device
#
#     10.10.10.3 ──── ens160 ┌ init ┐
#       client               │ ╰────┼──── eth0 (ipvlan on ens160, mode l2) 10.10.10.21:8080
#                            └──────┘                                          server
#
# Sysctls: without effect here.

build() {
	docker_world
	node pod
	ip link add eth0 link ens160 netns pod type ipvlan mode l2
	addresses pod eth0 10.10.10.21/24
	ip -n pod link set eth0 up
	warm ext 10.10.10.21
	serve pod TCP4 8080
}

traffic() {
	request ext 10.10.10.21:8080
}
