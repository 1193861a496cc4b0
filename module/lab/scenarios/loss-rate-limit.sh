# Loss: the module's own rate limit
# cpus: 2
# loses: what is above the rate
#
#     10.10.10.3 ──── ens160 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:8080
#     172.17.0.4 ──── vethc4 └─ init ──┘                server
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1. What is left out takes no number, and is counted.

passes=format2
trace='ports=8080-8082 protocols=tcp,udp,icmp rate=20'

build() {
	load_world
}

traffic() {
	load_clients 1 5
}
