# Loss: who follows the log falls behind
# cpus: 2
# log_buf_len: 128K
# loses: entries
#
#     10.10.10.3 ──── ens160 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:8080
#     172.17.0.4 ──── vethc4 └─ init ──┘                server
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1. `dmesg --follow` is stopped for a while, and finds a gap in the middle.

trace='ports=8080-8082 protocols=tcp,udp,icmp'

build() {
	load_world
}

record() {
	local reader
	dmesg --clear
	dmesg --follow > "$1/format2.log" &
	reader=$!
	load format2
	load_clients 1 2
	settle
	kill -STOP $reader
	load_clients 1 10
	kill -CONT $reader
	load_clients 1 2
	settle
	rmmod nftrace
	settle
	kill $reader
}
