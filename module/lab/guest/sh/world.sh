# The parts that worlds are built of. The guest itself is the host (init); everything else is a network namespace.

# node NAME: a namespace.
node() {
	ip netns add "$1"
	ip -n "$1" link set lo up
}

# within NAME COMMAND...: runs a command in a namespace; the host is called init.
within() {
	local name="$1"
	shift
	if [ "$name" = init ]; then "$@"; else ip netns exec "$name" "$@"; fi
}

# outside NAME: a machine behind the host's ens160. Commands of ip come in batches, as each process takes its time here.
outside() {
	node "$1"
	ip -batch - <<-COMMANDS
		link add ens160 type veth peer name eth0 netns $1
		link set ens160 up
		addr add 10.10.10.2/24 dev ens160
	COMMANDS
	ip -n "$1" -batch - <<-COMMANDS
		addr add 10.10.10.3/24 dev eth0
		link set eth0 up
	COMMANDS
}

# make_bridge NAME ADDRESS: a bridge with an address of the host.
make_bridge() {
	ip -batch - <<-COMMANDS
		link add $1 type bridge forward_delay 0
		addr add $2 dev $1
		link set $1 up
	COMMANDS
}

# container NAME BRIDGE ADDRESS GATEWAY: a namespace on a port of a bridge of the host, the port named after it.
container() {
	node "$1"
	ip -batch - <<-COMMANDS
		link add veth$1 type veth peer name eth0 netns $1
		link set veth$1 master $2
		link set veth$1 up
	COMMANDS
	ip -n "$1" -batch - <<-COMMANDS
		addr add $3 dev eth0
		link set eth0 up
		route add default via $4
	COMMANDS
}

# addresses NAME DEVICE ADDRESS...
addresses() {
	local name="$1" device="$2" address
	shift 2
	for address; do
		case $address in
			*:*) within "$name" ip addr add "$address" dev "$device" nodad ;;
			*) within "$name" ip addr add "$address" dev "$device" ;;
		esac
	done
}

# docker_world: a machine outside, a bridge, and containers on it; what is published is up to the scenario.
docker_world() {
	forwarding
	outside ext
	make_bridge docker0 172.17.0.1/16
	container c2 docker0 172.17.0.2/16 172.17.0.1
	container c4 docker0 172.17.0.4/16 172.17.0.1
	warm ext 10.10.10.2
	warm c4 172.17.0.2
	warm init 172.17.0.2
	warm init 172.17.0.4
}

forwarding() {
	echo 1 > /proc/sys/net/ipv4/ip_forward
	echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
}

# bridge_nf 0|1: whether bridged packets cross the host's hooks.
bridge_nf() {
	modprobe br_netfilter
	echo "$1" > /proc/sys/net/bridge/bridge-nf-call-iptables
	echo "$1" > /proc/sys/net/bridge/bridge-nf-call-ip6tables
}

# warm NAME ADDRESS: makes both ends know each other's hardware addresses.
warm() {
	within "$1" ping -q -c 1 -W 5 "$2" > /tmp/warm 2>&1 || { cat /tmp/warm; return 1; }
}

# tear_down: takes all of it away.
tear_down() {
	local server
	for server in $(cat /tmp/servers 2> /dev/null); do kill "$server" 2> /dev/null; done
	: > /tmp/servers
	ip netns list | sed 's/^\([^ ]*\).*/netns delete \1/' | ip -batch -
	# The other end of a pair goes with the first, so some are gone before their turn.
	ip -o link show | sed -n '/^[0-9]*: lo:/!s/^[0-9]*: \([^:@]*\).*/link delete \1/p' | ip -force -batch - 2> /dev/null
	nft flush ruleset
	conntrack -F > /dev/null 2>&1
	echo 0 > /proc/sys/net/ipv4/ip_forward
}

# ipv6_world: the world of docker_world, with IPv6.
ipv6_world() {
	docker_world
	addresses ext eth0 fd10::3/64
	addresses init ens160 fd10::2/64
	addresses init docker0 fd00::1/64
	addresses c2 eth0 fd00::2/64
	addresses c4 eth0 fd00::4/64
	ip -n ext -6 route add default via fd10::2
	ip -n c2 -6 route add default via fd00::1
	ip -n c4 -6 route add default via fd00::1
	warm ext fd00::2
	warm c4 fd00::2
}

# overlay_world: the host and node2 are two nodes of a cluster, joined by vxlan, each with pods on a bridge.
overlay_world() {
	forwarding
	outside node2
	warm node2 10.10.10.2
	overlay_node init p1 10.10.10.2 10.244.1
	within node2 sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
	overlay_node node2 p2 10.10.10.3 10.244.2
	overlay_peer init node2 10.10.10.3 10.244.2
	overlay_peer node2 init 10.10.10.2 10.244.1
	warm p1 10.244.2.2
}

# overlay_node NODE POD ADDRESS NETWORK: the first three numbers of a network are its pods'.
overlay_node() {
	node "$2"
	within "$1" ip -batch - <<-COMMANDS
		link add flannel.1 type vxlan id 1 local $3 dstport 8472 nolearning
		addr add $4.0/32 dev flannel.1
		link set flannel.1 up
		link add cni0 type bridge forward_delay 0
		addr add $4.1/24 dev cni0
		link set cni0 up
		link add veth$2 type veth peer name eth0 netns $2
		link set veth$2 master cni0
		link set veth$2 up
	COMMANDS
	ip -n "$2" -batch - <<-COMMANDS
		addr add $4.2/24 dev eth0
		link set eth0 up
		route add default via $4.1
	COMMANDS
}

# overlay_peer NODE PEER ADDRESS NETWORK: tells a node where its peer's pods are.
overlay_peer() {
	local mac
	mac="$(within "$2" cat /sys/class/net/flannel.1/address)"
	within "$1" ip neigh replace "$4.0" lladdr "$mac" dev flannel.1 nud permanent
	within "$1" bridge fdb append "$mac" dev flannel.1 dst "$3"
	within "$1" ip route add "$4.0/24" via "$4.0" dev flannel.1 onlink
}

# spread_receiving: the hooks of what is received run on all CPUs, not on the sender's (receive packet steering).
spread_receiving() {
	local name
	for name in init $(ip netns list | sed 's/ .*//'); do
		within "$name" sh -c 'for file in /sys/class/net/*/queues/rx-*/rps_cpus; do echo ff > "$file"; done'
	done
}
