# Servers and clients.

# serve NAME ADDRESS PORT [ANSWER]: a TCP server that reads one line of a request, answers and closes. ADDRESS is one
# of socat's words: TCP4 or TCP6. ANSWER is a file.
serve() {
	printf 'answer\n' > /tmp/answer
	local only=''
	[ "$2" != TCP6 ] || only=,ipv6only=1
	# The client has said all that it will say at once: -t is how long the answer may take then.
	within "$1" socat -t 20 "$2-LISTEN:$3,fork,reuseaddr,backlog=128$only" "SYSTEM:read -r line; cat ${4:-/tmp/answer}" > /dev/null 2>&1 &
	echo $! >> /tmp/servers
	listening "$1" -t "$3"
}

# serve_datagrams NAME ADDRESS PORT: sends every datagram back. ADDRESS is UDP4 or UDP6.
serve_datagrams() {
	within "$1" socat -b 65000 -t 20 "$2-RECVFROM:$3,fork,reuseaddr" SYSTEM:cat > /dev/null 2>&1 &
	echo $! >> /tmp/servers
	listening "$1" -u "$3"
}

# listening NAME -t|-u PORT: waits for a server.
listening() {
	local tries=0
	until within "$1" ss -Hln "$2" "sport = :$3" | grep -q .; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || { echo "no server in $1 on port $3"; return 1; }
		sleep 0.05
	done
}

# request NAME ADDRESS:PORT: one request over TCP, which must be answered.
request() {
	local bytes
	bytes="$(printf 'request\n' | within "$1" timeout 30 socat -t 20 - "$(socat_address TCP "$2")" | wc -c)"
	[ "$bytes" != 0 ] || { echo "$1 got no answer from $2"; return 1; }
}

# request_in_vain NAME ADDRESS:PORT SECONDS: the same, but nothing must come back.
request_in_vain() {
	printf 'request\n' | within "$1" timeout "$3" socat -t 5 - "$(socat_address TCP "$2")" 2> /dev/null | grep . || return 0
	echo "$1 got an answer from $2"
	return 1
}

# send_datagram NAME ADDRESS:PORT BYTES: one datagram, which must be answered by as many bytes.
send_datagram() {
	local bytes
	bytes="$(head -c "$3" /dev/zero | within "$1" socat -b 65000 -t 10 - "$(socat_address UDP "$2"),readbytes=$3" | wc -c)"
	[ "$bytes" = "$3" ] || { echo "$1 got $bytes bytes back from $2"; return 1; }
}

# socat_address TCP|UDP ADDRESS:PORT
socat_address() {
	case $2 in
		\[*) echo "${1}6:$2" ;;
		*) echo "${1}4:$2" ;;
	esac
}

# echo_request NAME ADDRESS COUNT [OPTIONS]: pings, which must be answered.
echo_request() {
	local name="$1" address="$2" count="$3"
	shift 3
	within "$name" ping -q -i 0.2 -c "$count" -W 5 "$@" "$address" > /dev/null || {
		echo "$name got no echo from $address"
		return 1
	}
}
