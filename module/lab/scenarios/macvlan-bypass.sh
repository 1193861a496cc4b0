# To a container on a macvlan device
#
#     10.10.10.3 ──── ens160 ┌ init ┐
#       client               │ ╰────┼──── eth0 (macvlan on ens160) 10.10.10.20:8080
#                            └──────┘                                  server
#
# Sysctls: without effect here.

build() {
	docker_world
	node pod
	ip link add eth0 link ens160 netns pod type macvlan mode bridge
	addresses pod eth0 10.10.10.20/24
	ip -n pod link set eth0 up
	warm ext 10.10.10.20
	serve pod TCP4 8080
}

traffic() {
	request ext 10.10.10.20:8080
}
