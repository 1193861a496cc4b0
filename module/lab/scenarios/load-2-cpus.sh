# Load on 2 CPUs
# cpus: 2
#
#     10.10.10.3 ──── ens160 ┌ docker0 ┐ vethc2 ──── eth0 172.17.0.2:8080
#     172.17.0.4 ──── vethc4 └─ init ──┘                server
#     from outside to 10.10.10.2:8081 (DNAT at PRE_ROUTING), from the container to 172.17.0.2:8080, and the same over IPv6
#
# Sysctl: net.bridge.bridge-nf-call-iptables = 1. TCP, UDP and ICMP. Two captures: in both formats with the truth, and in format 2
# alone, which takes less time to print.

passes='both format2'
trace='ports=8080-8082 protocols=tcp,udp,icmp'

build() {
	load_world
}

traffic() {
	load_clients 2 15
}
