# Load: many clients of all kinds at once, in a world of IPv4 and IPv6.

load_world() {
	ipv6_world
	bridge_nf 1
	publish 10.10.10.2:8081 172.17.0.2:8080
	publish 10.10.10.2:8082 172.17.0.2:8080 udp
	publish6 fd10::2 8081 '[fd00::2]:8080'
	masquerade 172.17.0.0/16 docker0
	serve c2 TCP4 8080
	serve c2 TCP6 8080
	serve_datagrams c2 UDP4 8080
}

# load_clients COUNT REQUESTS: COUNT clients outside and COUNT in a container, each with REQUESTS over IPv4, some over IPv6, some
# datagrams and echo requests. On a busy machine not all of them are answered in time.
load_clients() {
	local client clients=''
	for client in $(seq "$1"); do
		load_client ext 10.10.10.2:8081 '[fd10::2]:8081' 10.10.10.2:8082 10.10.10.2 "$2" > /dev/null 2>&1 &
		clients="$clients $!"
		load_client c4 172.17.0.2:8080 '[fd00::2]:8080' 172.17.0.2:8080 172.17.0.2 "$2" > /dev/null 2>&1 &
		clients="$clients $!"
	done
	for client in $clients; do wait "$client"; done
}

# load_client NAME TCP_TARGET TCP6_TARGET UDP_TARGET ECHO_TARGET REQUESTS
load_client() {
	local i
	for i in $(seq "$6"); do
		request "$1" "$2" || true
		case $i in
			*2) request "$1" "$3" || true ;;
			*3) echo_request "$1" "$5" 3 || true ;;
			*4) send_datagram "$1" "$4" 100 || true ;;
		esac
	done
}
