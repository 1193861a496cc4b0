# The module loaded and unloaded a hundred times under traffic
# cpus: 2
#
#     10.10.10.3 ──── ens160 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:8080
#     172.17.0.4 ──── vethc4 └─ init ──┘                server
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1. No capture: the kernel must not complain. Namespaces come and go besides.

trace='ports=8080-8082 protocols=tcp,udp,icmp'

build() {
	load_world
}

record() {
	local i clients namespaces
	while :; do load_clients 1 10; done > /dev/null 2>&1 &
	clients=$!
	while :; do ip netns add passing; ip netns delete passing; done &
	namespaces=$!
	for i in $(seq 100); do
		load format2
		rmmod nftrace
	done
	kill $clients $namespaces
	ip netns delete passing 2> /dev/null || true
	dmesg > "$1/kernel.log"
}
