# To a container on an ipvlan device in mode l3s
#
#     10.10.10.3 ──── ens160 ┌ init ┐
#       client               │ ╰────┼──── eth0 (ipvlan on ens160, mode l3s) 10.10.20.21:8080
#                            └──────┘                                           server
#
# In this mode the host's IP has the packet first: its hooks are crossed. Sysctls: without effect here.

build() {
	docker_world
	node pod
	ip link add eth0 link ens160 netns pod type ipvlan mode l3s
	addresses pod eth0 10.10.20.21/32
	ip -n pod link set eth0 up
	ip -n pod route add default dev eth0
	ip route add 10.10.20.0/24 dev ens160
	ip -n ext route add 10.10.20.0/24 via 10.10.10.2
	warm ext 10.10.20.21
	serve pod TCP4 8080
}

traffic() {
	request ext 10.10.20.21:8080
}
