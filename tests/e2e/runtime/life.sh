#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The life of a container: started, watched, entered, ended, removed; and what
# is said when it cannot be had.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

attached() {
	bundle fore sh -c 'id -u; hostname; echo "in $PWD as $$"; exit 7'
	run_bundle fore
	status_is "run ends as its program ends" 7
	says "the program is its user 0" "0
nsrun"
	says "and the first process" "in / as 1"
	run_bundle fore --keep
	status_is "one that is to be kept ends as it does" 7
	check "and is there afterwards" nsrun state fore
	says "with its status" '"exitStatus": 7'
	check "until it is deleted" nsrun delete fore
	run_bundle fore --keep --pid-file "$T/no/pid"
	same "one that did not start is not kept" "$(nsrun list -q)" ""
	bundle killed sh -c 'kill -9 $$ & sleep 5'
	edit killed 'c["annotations"] = { "org.blogctl.init" => "true" }'
	run_bundle killed
	status_is "a program killed by a signal is told from one that exits" 137
}

detached() {
	bundle back sh -c 'echo out; echo err >&2
		trap "echo got it; exit 3" TERM; while :; do sleep 0.1; done'
	check "a container is left running" nsrun run -d -b "$T/back" back
	same "its state says so" "$(state_of back)" running
	check "it is in the list" nsrun list
	says "by its id" back
	check "its processes are listed" nsrun ps back
	says "by their pids outside" "$(host_pid back)"
	check_fails "its id is taken" "exists already" \
		nsrun run -d -b "$T/back" back
	check_fails "it is not deleted by accident" "it runs" nsrun delete back
	eventually 5 grep -q out "$state/logs/back.log"
	check "a signal reaches it" nsrun kill back TERM
	eventually 5 is_stopped back
	check "its end is known" nsrun state back
	says "with the exit status" '"exitStatus": 3'
	check "and its log" nsrun logs back
	says "which has both streams" "out
err
got it"
	check_fails "it cannot be entered any more" "container not running" \
		nsrun exec back true
	check_fails "nor signalled" "container not running" nsrun kill back
	check "it is deleted" nsrun delete back
	check_fails "and then unknown" "does not exist" nsrun state back
	check "which is fine with --force" nsrun delete -f back
}

entered() {
	bundle home sleep 100
	nsrun run -d --init -b "$T/home" home
	output=$(nsrun exec home sh -c 'echo here; exit 5')
	status=$?
	status_is "exec ends as its program ends" 5
	says "and gives what it printed" here
	output=$(echo text | nsrun exec home cat)
	same "and takes what is piped in" "$output" text
	check_fails "a missing program is named" "execute 'nosuch'" \
		nsrun exec home nosuch
	nsrun exec home sleep 101 &
	local job=$!
	eventually 5 sh -c "nsrun=1; ps ax | grep -q '[s]leep 101'"
	kill -TERM "$job"
	wait "$job"
	status=$?
	status_is "a signal to exec reaches its program" 143
	nsrun kill home TERM
	eventually 5 is_stopped home
	check "under --init a signal ends a program without a handler" \
		nsrun state home
	says "as it would outside" '"exitStatus": 143'
	nsrun delete home
}

# As sd_listen_fds(3) wants it, seen from inside.
handed_in() {
	bundle fds sh -c 'echo "$LISTEN_FDS:$LISTEN_PID:$$"; cat <&3
		for f in /proc/self/fd/*; do echo "${f##*/}"; done | tr "\n" ,'
	echo handed >"$T/file"
	local n
	output=$(
		for n in $(seq 4 53); do eval "exec $n</dev/null"; done
		exec 3<"$T/file"
		LISTEN_FDS=1 LISTEN_PID=$BASHPID exec "$home/bin/nsrun" \
			--root "$state" run -b "$T/fds" fds 2>&1
	)
	says "a descriptor is handed in with its pid and number" "1:1:1"
	says "it can be used" handed
	says "and 50 others that were open are not inherited" "0,1,2,3,"
	says_not "none of them" ",4,5,"
	edit fds 'c["annotations"] = { "org.blogctl.init" => "true" }'
	output=$(exec 3<"$T/file"
		LISTEN_FDS=1 LISTEN_PID=$BASHPID exec "$home/bin/nsrun" \
			--root "$state" run -b "$T/fds" fds 2>&1)
	says "under --init the pid is the program's own" "1:2:2"
	output=$(exec 3<"$T/file"
		LISTEN_FDS=1 LISTEN_PID=1 nsrun run --preserve-fds 1 \
			-b "$T/fds" fds 2>&1)
	says "one that is only kept is not announced" "::2"
	says "and can be used too" handed
}

refused() {
	local id
	bundle good true
	for id in . .. a/b -x $'a\nb' "$(printf 'a%.0s' $(seq 300))" ''; do
		output=$(nsrun run -b "$T/good" -- "$id" 2>&1) &&
			not_ok "the id '$id' is refused" "$output"
	done
	ok "ids that are paths, options or too long are refused"
	bundle bad true
	edit bad 'c["mounts"][2]["destination"] = "relative"'
	check_fails "a wrong field is named" \
		"mounts[2].destination: 'relative' is not an absolute path" \
		nsrun run -b "$T/bad" bad
	bundle bad true
	edit bad 'c["mounts"] << {"destination" => "/mnt", "type" => "bind",
		"source" => "/no/such", "options" => ["bind"]}'
	check_fails "a missing source is named" "open '/no/such'" \
		nsrun run -b "$T/bad" bad
	bundle bad true
	edit bad 'c["mounts"] << {"destination" => "/mnt", "type" => "tmpfs",
		"options" => ["size=wrong"]}'
	check_fails "the step that failed inside is named" \
		"mount 'tmpfs' on '/mnt': option 'size=wrong'" \
		nsrun run -d -b "$T/bad" bad
	bundle bad true
	edit bad 'c["linux"]["intelRdt"] = {"closID" => "x"}'
	check "what is left out" nsrun run -b "$T/bad" bad
	says "is warned of" "linux.intelRdt: is not supported"
	check_fails "a program that is not there is named" "execute 'nosuch'" \
		nsrun run -d -b "$(bundle none nosuch && echo "$T/none")" none
	[ -e "$state/logs/none.log" ] &&
		not_ok "no log is left of what never ran"
	same "the state is private" "$(stat -c %a "$state/containers")" 700
}

# The next command tells the truth about a container whose monitor is gone.
orphaned() {
	bundle alone sleep 100
	nsrun run -d --init -b "$T/alone" alone
	local monitor
	monitor=$(ps -o ppid= -p "$(host_pid alone)" | tr -d ' ')
	kill -9 "$monitor"
	same "a container outlives its monitor" "$(state_of alone)" running
	nsrun kill alone KILL
	eventually 5 is_stopped alone
	check "its end is seen" nsrun state alone
	says "but not how it ended" '"exitStatus": -1'
	check "and it can be deleted" nsrun delete alone
}

# The log is a file of ours: what a container writes there harms no one.
flooded() {
	bundle flood sh -c 'dd if=/dev/zero bs=1M count=8 2>/dev/null; exit 9'
	nsrun run -d -b "$T/flood" flood
	eventually 20 is_stopped flood
	check "after 8 MiB without a newline the end is known" nsrun state flood
	says "with its status" '"exitStatus": 9'
	same "and nothing is missing" \
		"$(stat -c %s "$state/logs/flood.log")" 8388608
	nsrun delete flood
	if [ "$who" != root ]; then
		skip "a full disk" "only root can mount a small one"
		return
	fi
	bundle full sh -c 'dd if=/dev/zero bs=1M count=4 2>/dev/null
		trap "exit 4" TERM; while :; do sleep 0.1; done'
	unshare --mount --propagation private "$BASH" -c '
		mount -t tmpfs -o size=256k none "$1/logs"
		shift; "$@"' - "$state" "$home/bin/nsrun" --root "$state" \
		run -d -b "$T/full" full
	sleep 0.5
	same "with the disk of the log full it runs on" "$(state_of full)" \
		running
	nsrun kill full TERM
	eventually 5 is_stopped full
	check "and its end is known" nsrun state full
	says "with its status too" '"exitStatus": 4'
	nsrun delete full
}

# Told as soon as it has ended, not before.
waited_for() {
	bundle brief sh -c 'read x </tmp/go; exit 7'
	edit brief 'c["root"]["readonly"] = false
		c["mounts"] << { "destination" => "/tmp", "type" => "bind",
			"source" => ENV["T"] + "/go", "options" => ["bind"] }'
	mkdir -p "$T/go"
	mkfifo -m 666 "$T/go/go"
	nsrun run -d -b "$T/brief" brief
	nsrun wait brief >"$T/waited" 2>&1 &
	local waiter=$!
	same "one that runs is waited for" "$(cat "$T/waited")" ""
	echo >"$T/go/go"
	wait "$waiter"
	same "wait tells how it ended" "$(cat "$T/waited")" 7
	same "later too, and twice" "$(nsrun wait brief brief | tr '\n' ' ')" \
		"7 7 "
	nsrun delete brief
	check_fails "one that is not there is not waited for" \
		"does not exist: 'brief'" nsrun wait brief
	check_fails "nor is nothing" "operand is missing" nsrun wait
	bundle orphan sleep 100
	nsrun create -b "$T/orphan" orphan >"$T/out" 2>&1
	nsrun start orphan
	nsrun kill orphan KILL
	check_fails "one that another has reaped" "nobody saw how" \
		nsrun wait orphan
	nsrun delete orphan
}

scenario() {
	waited_for
	attached
	detached
	entered
	handed_in
	refused
	orphaned
	flooded
}

runtime_main "$@"
