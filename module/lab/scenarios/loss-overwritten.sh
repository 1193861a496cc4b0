# Loss: the ring buffer is overwritten before it is read
# cpus: 2
# log_buf_len: 128K
# loses: entries
#
#     10.10.10.3 ──── ens160 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:8080
#     172.17.0.4 ──── vethc4 └─ init ──┘                server
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1. The oldest entries are gone; how many is known from the first number of each CPU.

passes=format2
trace='ports=8080-8082 protocols=tcp,udp,icmp'

build() {
	load_world
}

traffic() {
	load_clients 1 10
}
