#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The runtime is killed at random moments of a start, an exec and a delete:
# what is left is nothing, or a container that runs or has ended, that the list
# shows, and that delete removes.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

moment() {
	printf '0.%03d' $((RANDOM % 25))
}

# Its own process group, so that only what has not left it yet is killed.
kill_at_a_moment() { # COMMAND...
	local group
	setsid "$home/bin/nsrun" --root "$state" "$@" >/dev/null 2>&1 &
	group=$!
	sleep "$(moment)"
	kill -9 -- "-$group" 2>/dev/null
	wait "$group" 2>/dev/null
}

settle() {
	local id
	for id in $(nsrun list -q); do
		eventually 5 sh -c "'$home/bin/nsrun' --root '$state' \
			state '$id' | grep -qE 'created|running|stopped'" || return 1
		nsrun delete -f "$id" || return 1
	done
	eventually 5 none_left
}

repeated() { # TEXT COMMAND...
	local text=$1 n
	shift
	for n in $(seq 40); do
		kill_at_a_moment "$@" "k$n"
	done
	if settle; then
		ok "$text"
	else
		not_ok "$text" "$(runtime_leftovers)"
	fi
}

scenario() {
	bundle kept sleep 100
	repeated "a start that was killed leaves what delete removes" \
		run -d -b "$T/kept"
	repeated "so does one in the foreground" run -b "$T/kept"
	repeated "so does one that is only created" create -b "$T/kept"
	check_fails "a start that is refused leaves nothing" \
		"no process.terminal" nsrun run -d --console-socket "$T/none" \
		-b "$T/kept" refused
	same "no control group either" "$(runtime_leftovers)" ""
	local n
	nsrun run -d --init -b "$T/kept" entered
	for n in $(seq 40); do
		kill_at_a_moment exec entered true
	done
	check "a container lives through killed execs" nsrun exec entered true
	nsrun kill entered TERM
	eventually 5 is_stopped entered
	for n in $(seq 5); do
		kill_at_a_moment delete entered
	done
	check "a delete that was killed can be done again" \
		nsrun delete -f entered
}

runtime_main "$@"
