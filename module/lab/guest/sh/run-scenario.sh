# run_scenario NAME: builds the world of /lab/scenarios/NAME.sh and records what happens in it, once for every kind of NAT that
# it names. Records go to /out/NAME (NAME-nft for the second kind).
run_scenario() {
	local name="$1" nat
	for nat in $(. "/lab/scenarios/$name.sh"; echo "${nats:-iptables}"); do
		local folder="$name"
		[ "$nat" = iptables ] || folder="$name-$nat"
		echo "lab: $folder"
		# The ring is to hold this scenario's lines only, and what was said before is kept.
		dmesg --read-clear >> /out/kernel.log
		mkdir -p "/out/$folder"
		# In a subshell of its own, so that one failure does not end them all: -e would be off in a condition.
		set +e
		(
			set -e
			. "/lab/scenarios/$name.sh"
			build
			record "/out/$folder"
		)
		[ $? = 0 ] || { echo "$folder failed" | tee -a /out/failures; rmmod nftrace 2> /dev/null; }
		tear_down
	done
	dmesg --read-clear >> /out/kernel.log
}

# record FOLDER: what most scenarios do, others have a function of their own: one capture for each of $passes.
record() {
	local pass
	for pass in ${passes:-both}; do
		dmesg --read-clear >> /out/kernel.log
		load "$pass"
		traffic
		settle
		rmmod nftrace
		dmesg > "$1/$pass.log"
	done
}

# load both|format2: loads the module as $trace says, to print both formats with what ties them together, or format 2 alone.
load() {
	case $1 in
		both) insmod /lab/nftrace.ko ${trace:-ports=8080,8081} truth=1 ;;
		format2) insmod /lab/nftrace.ko ${trace:-ports=8080,8081} format=2 ;;
	esac
}

# settle: waits for packets under way; nobody tells when the last of them is gone.
settle() {
	sleep "${settle_seconds:-1}"
}
