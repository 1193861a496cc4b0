# Address translation, by the rules of iptables or of nft: $nat says which.

# publish FROM TO [PROTOCOL]: an address and port of the host leads to a server, for the host's own packets, too.
publish() {
	local from="${1%:*}" port="${1##*:}" to="$2" protocol="${3:-tcp}"
	case $nat in
		iptables)
			iptables-nft -t nat -A PREROUTING -d "$from" -p "$protocol" --dport "$port" -j DNAT --to-destination "$to"
			iptables-nft -t nat -A OUTPUT -d "$from" -p "$protocol" --dport "$port" -j DNAT --to-destination "$to"
			;;
		nft)
			nat_chains ip
			nft add rule ip lab-nat prerouting ip daddr "$from" "$protocol" dport "$port" dnat to "$to"
			nft add rule ip lab-nat output ip daddr "$from" "$protocol" dport "$port" dnat to "$to"
			;;
	esac
}

# publish6 ADDRESS PORT TO [PROTOCOL]: the same for IPv6, where TO is [fd00::2]:8080.
publish6() {
	local protocol="${4:-tcp}"
	case $nat in
		iptables)
			ip6tables-nft -t nat -A PREROUTING -d "$1" -p "$protocol" --dport "$2" -j DNAT --to-destination "$3"
			ip6tables-nft -t nat -A OUTPUT -d "$1" -p "$protocol" --dport "$2" -j DNAT --to-destination "$3"
			;;
		nft)
			nat_chains ip6
			nft add rule ip6 lab-nat prerouting ip6 daddr "$1" "$protocol" dport "$2" dnat to "$3"
			nft add rule ip6 lab-nat output ip6 daddr "$1" "$protocol" dport "$2" dnat to "$3"
			;;
	esac
}

# masquerade SOURCE BRIDGE: what comes from these addresses leaves under the host's, unless it stays on the bridge.
masquerade() {
	case $nat/$1 in
		iptables/*:*) ip6tables-nft -t nat -A POSTROUTING -s "$1" ! -o "$2" -j MASQUERADE ;;
		iptables/*) iptables-nft -t nat -A POSTROUTING -s "$1" ! -o "$2" -j MASQUERADE ;;
		nft/*:*)
			nat_chains ip6
			nft add rule ip6 lab-nat postrouting ip6 saddr "$1" oifname != "$2" masquerade
			;;
		nft/*)
			nat_chains ip
			nft add rule ip lab-nat postrouting ip saddr "$1" oifname != "$2" masquerade
			;;
	esac
}

# redirect NAME ADDRESS:PORT TO: what a namespace itself sends there goes to one of its own ports.
redirect() {
	local address="${2%:*}" port="${2##*:}"
	case $nat in
		iptables) within "$1" iptables-nft -t nat -A OUTPUT -d "$address" -p tcp --dport "$port" -j REDIRECT --to-ports "$3" ;;
		nft)
			within "$1" nft -f - <<-RULES
				table ip lab-nat {
					chain output {
						type nat hook output priority -100;
						ip daddr $address tcp dport $port redirect to :$3
					}
				}
			RULES
			;;
	esac
}

# nat_chains ip|ip6
nat_chains() {
	nft -f - <<-RULES
		table $1 lab-nat {
			chain prerouting { type nat hook prerouting priority -100; }
			chain output { type nat hook output priority -100; }
			chain postrouting { type nat hook postrouting priority 100; }
		}
	RULES
}
