# run_scenario NAME: builds the world of /lab/scenarios/NAME.sh and captures its traffic, once for every pass and every
# kind of NAT that it names. Captures go to /out/NAME (NAME-nft for the second kind), one file a pass.
run_scenario() {
	local name="$1" nat
	for nat in $(. "/lab/scenarios/$name.sh"; echo "${nats:-iptables}"); do
		local folder="$name"
		[ "$nat" = iptables ] || folder="$name-$nat"
		echo "lab: $folder"
		# The ring must hold this scenario's lines only, and nothing may be lost of what was said before.
		dmesg --read-clear >> /out/kernel.log
		mkdir -p "/out/$folder"
		# In a subshell of its own: -e would be off in a condition.
		set +e
		(set -e; run_in_world "$name" "$folder")
		[ $? = 0 ] || { echo "lab: FAILED $folder" | tee -a /out/failures; rmmod nftrace 2> /dev/null; }
		tear_down
	done
}

# run_in_world NAME FOLDER
run_in_world() {
	. "/lab/scenarios/$1.sh"
	build
	local pass
	for pass in ${passes:-truth}; do capture "/out/$2/$pass.log" "$(pass_parameters "$pass")"; done
}

# pass_parameters truth|format2|format1
pass_parameters() {
	case $1 in
		truth) echo truth=1 ;;
		format2) echo format=2 ;;
		format1) echo format=1 ;;
	esac
}

# capture FILE PARAMETERS: one load of the module around the scenario's traffic.
capture() {
	dmesg --clear
	insmod /lab/nftrace.ko ${trace:-ports=8080,8081} $2
	traffic
	settle
	rmmod nftrace
	dmesg > "$1"
}

# settle: waits for packets under way; nobody tells when the last of them is gone.
settle() {
	sleep "${settle_seconds:-1}"
}
