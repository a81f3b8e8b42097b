#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Control groups that systemd makes: a scope for each container, which is gone
# with it. An ordinary user asks his own systemd.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# A user has to come from a group that is his.
nsrun() {
	if [ "$who" = user ]; then
		systemd-run --user --scope --quiet -- \
			"$home/bin/nsrun" --root "$state" "$@"
	else
		"$home/bin/nsrun" --root "$state" "$@"
	fi
}

group() { # ID
	sed -n 's,^0::,/sys/fs/cgroup,p' "/proc/$(host_pid "$1")/cgroup"
}

systemctl() {
	if [ "$who" = user ]; then
		command systemctl --user "$@"
	else
		command systemctl "$@"
	fi
}

is_gone() { # UNIT
	[ "$(systemctl show -P LoadState "$1")" = not-found ]
}

named() {
	bundle scoped sleep 1000
	edit scoped 'c["linux"]["cgroupsPath"] = ":e2e:one"
		c["linux"]["resources"] = { "memory" => { "limit" => 2**25 },
			"pids" => { "limit" => 20 } }'
	check "systemd makes the group of a container" \
		nsrun --systemd-cgroup run -d -b "$T/scoped" scoped
	local usual=system
	[ "$who" = root ] || usual=user
	output=$(group scoped)
	says "in the usual slice" "/$usual.slice/e2e-one.scope/container"
	same "the unit is there" active "$(systemctl show -P ActiveState e2e-one.scope)"
	same "and given to us" yes "$(systemctl show -P Delegate e2e-one.scope)"
	same "memory is limited" 33554432 "$(cat "$(group scoped)/memory.max")"
	same "processes are limited" 20 "$(cat "$(group scoped)/pids.max")"
	systemctl daemon-reload
	same "also when systemd has read its units again" 33554432 \
		"$(cat "$(group scoped)/memory.max")"
	same "nobody else is in the scope" "$(cat "$(group scoped)/cgroup.procs")" \
		"$(cat "$(dirname "$(group scoped)")"/{,*/}cgroup.procs)"
	same "another process is in it too" "$(group scoped)" \
		"$(nsrun exec scoped cat /proc/self/cgroup >/dev/null &&
			group scoped)"
	check_fails "the name of a scope is not taken twice" "e2e-one.scope" \
		nsrun --systemd-cgroup run -d -b "$T/scoped" other
	same "and the one that has it is left alone" running "$(state_of scoped)"
	check "it is paused" nsrun pause scoped
	check "and goes on" nsrun resume scoped
	check "its limits are changed" nsrun update --memory 67108864 scoped
	same "where it is" 67108864 "$(cat "$(group scoped)/memory.max")"
	local scope
	scope=$(dirname "$(group scoped)")
	check "it is deleted" nsrun delete -f scoped
	check "and the scope is gone" eventually 10 is_gone e2e-one.scope
	holds "with its group" ! -e "$scope"
}

slices() {
	bundle sliced sleep 1000
	edit sliced 'c["linux"]["cgroupsPath"] = "e2e-a.slice:p:n"'
	nsrun --cgroup-manager systemd create -b "$T/sliced" sliced \
		>"$T/out" 2>&1
	output="$(cat "$T/out") $(group sliced)"
	says "a slice is made" "/e2e.slice/e2e-a.slice/p-n.scope/container"
	nsrun start sliced
	nsrun kill sliced KILL
	check "when the last process ends, the scope does" \
		eventually 10 is_gone p-n.scope
	check "and what is left is deleted" nsrun delete sliced
	edit sliced 'c["linux"].delete("cgroupsPath")'
	check "a name is chosen where there is none" \
		nsrun --systemd-cgroup run -d -b "$T/sliced" sliced
	output=$(group sliced)
	says "that says whose it is" "/nsrun-"
	nsrun delete -f sliced
	local path
	for path in /a/b a:b a:b:c:d a.slice:b: 'a:b:c' 'a.slice:b:c/d' \
		'a.slice:b:c d'; do
		edit sliced 'c["linux"]["cgroupsPath"] = ARGV[0]' "$path"
		check_fails "'$path' is refused" "linux.cgroupsPath: '$path'" \
			nsrun --systemd-cgroup run -b "$T/sliced" sliced
	done
}

killed_for_memory() {
	bundle hog dd if=/dev/zero of=/dev/null bs=100M count=1
	edit hog 'c["linux"]["resources"] = { "memory" => { "limit" => 2**25 } }'
	output=$(nsrun --systemd-cgroup run --bundle "$T/hog" hog 2>&1)
	status=$?
	status_is "one that takes more memory is killed" 137
	says "and reported as killed for that" "killed for want of memory"
}

failing() {
	bundle fails nosuch
	edit fails 'c["linux"]["cgroupsPath"] = ":e2e:fails"'
	check_fails "what fails later" "execute 'nosuch'" \
		nsrun --systemd-cgroup run -b "$T/fails" fails
	check "leaves no scope" eventually 10 is_gone e2e-fails.scope
}

scenario() {
	export XDG_RUNTIME_DIR=/run/user/$user_id
	if [ ! -d /run/systemd/system ]; then
		skip "scopes" "there is no systemd here"
		return
	fi
	if [ "$who" = user ] && [ ! -S "$XDG_RUNTIME_DIR/bus" ]; then
		skip "scopes of a user" "he has no systemd"
		return
	fi
	named
	slices
	killed_for_memory
	failing
}

runtime_main "$@"
