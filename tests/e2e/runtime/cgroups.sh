#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Control groups: their limits hold, on either version; they are entered by
# every process of a container, and gone when it is deleted. An ordinary user
# has them where they are delegated.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# The directory of container ID's group with CONTROLLER.
group() { # ID CONTROLLER
	ruby -rjson -e 'found = JSON.parse(File.read(ARGV[0])).find do |p|
			p["controllers"].split(",").include?(ARGV[1])
		end
		puts found["path"] if found' \
		"$state/containers/$1/cgroup.json" "$2" 2>/dev/null
}

groups() { # ID
	ruby -rjson -e 'JSON.parse(File.read(ARGV[0])).each { |p| puts p["path"] }' \
		"$state/containers/$1/cgroup.json"
}

# What is in the FILE of either version.
value() { # ID CONTROLLER FILE-1 FILE-2
	cat "$(group "$1" "$2")/$3" 2>/dev/null ||
		cat "$(group "$1" "$2")/$4"
}

# Whether this user has groups here with all that is limited below.
can_limit() {
	bundle probe true
	edit probe 'c["linux"]["resources"] = { "memory" => { "limit" => 2**26 },
		"pids" => { "limit" => 99 }, "cpu" => { "shares" => 2 } }'
	run_bundle probe
	[ "$status" -eq 0 ]
}

limits_are_said() {
	bundle limited sleep 100
	edit limited 'c["linux"]["resources"] = {
		"memory" => { "limit" => 2**25, "reservation" => 2**24 },
		"cpu" => { "quota" => 50000, "period" => 100000, "shares" => 512 },
		"pids" => { "limit" => 20 } }'
	check "a container with limits starts" nsrun run -d -b "$T/limited" limited
	same "its memory is limited" 33554432 \
		"$(value limited memory memory.limit_in_bytes memory.max)"
	same "its memory is reserved" 16777216 \
		"$(value limited memory memory.soft_limit_in_bytes memory.low)"
	same "its processes are limited" 20 "$(value limited pids pids.max pids.max)"
	output=$(value limited cpu cpu.cfs_quota_us cpu.max)
	says "its processor time is limited" 50000
	output=$(value limited cpu cpu.shares cpu.weight)
	[ "$output" = 512 ] || [ "$output" = 20 ] && ok "its share is said" ||
		not_ok "its share is said" "$output"
}

processes_are_inside() {
	local first
	first=$(cat "/proc/$(host_pid limited)/cgroup")
	output=$first
	says "its process is in them" "$(basename "$(group limited pids)")"
	nsrun exec limited sleep 100 &
	eventually 5 sh -c "[ \$(wc -l <'$(group limited pids)/cgroup.procs') -eq 2 ]"
	same "one that is started later is in the same" "$first" \
		"$(cat "/proc/$(tail -n 1 "$(group limited pids)/cgroup.procs")/cgroup")"
	output=$(nsrun exec limited cat /proc/self/cgroup)
	says_not "its namespace shows them as the topmost" "$(basename "$(group limited pids)")"
	local left
	left=$(groups limited)
	nsrun delete -f limited
	wait
	# shellcheck disable=SC2086
	output=$(ls -d $left 2>&1 | grep -v 'No such file')
	same "they are gone when it is deleted" "" "$output"
}

limits_hold() {
	bundle hog dd if=/dev/zero of=/dev/null bs=100M count=1
	edit hog 'c["linux"]["resources"] = { "memory" => { "limit" => 2**25 } }'
	run_bundle hog
	status_is "one that takes more memory is killed" 137

	bundle bomb sh -c 'for i in $(seq 40); do sleep 1 & done; echo all'
	edit bomb 'c["linux"]["resources"] = { "pids" => { "limit" => 20 } }'
	run_bundle bomb
	says "one that makes more processes is refused" "fork"
	says_not "and so does not get on" "all"
}

paths() {
	bundle placed sleep 100
	edit placed 'c["linux"]["cgroupsPath"] = ARGV[0]' "e2e-$$/a/b"
	check "a relative path is below our own group" \
		nsrun run -d -b "$T/placed" placed
	output=$(group placed pids)
	says "with all its parts" "/e2e-$$/a/b"
	local above=${output%/a/b}
	check_fails "a group in use is not taken twice" "has processes already" \
		nsrun run -d -b "$T/placed" other
	nsrun delete -f placed
	[ -e "$above" ] && not_ok "what was made above it is removed too" "$above" ||
		ok "what was made above it is removed too"
	edit placed 'c["linux"]["cgroupsPath"] = "/a/../../b"'
	check_fails "a path may not lead up" "linux.cgroupsPath: '/a/../../b'" \
		nsrun run -d -b "$T/placed" placed
}

absolute_path() {
	edit placed 'c["linux"]["cgroupsPath"] = ARGV[0]' "/e2e-$$/box"
	check "an absolute path is below the mount" \
		nsrun run -d -b "$T/placed" placed
	output=$(grep pids "/proc/$(host_pid placed)/cgroup" ||
		cat "/proc/$(host_pid placed)/cgroup")
	says "and nothing else" ":/e2e-$$/box"
	nsrun delete -f placed
}

devices_are_filtered() {
	mknod -m 666 "$T/fuse" c 10 229
	bundle devices cat /dev/fuse
	edit devices 'c["mounts"] << { "destination" => "/dev/fuse", "type" => "bind",
		"source" => ENV["T"] + "/fuse", "options" => ["bind"] }'
	run_bundle devices
	local open=$output
	edit devices 'c["linux"]["resources"] = { "devices" => [
		{ "allow" => false, "access" => "rwm" } ] }'
	run_bundle devices
	if [[ $open == *"can't open"* ]]; then
		skip "a device without a rule is refused" "it cannot be opened anyhow"
	else
		says "a device without a rule is refused" "can't open '/dev/fuse': Operation not permitted"
	fi
	edit devices 'c["linux"]["resources"]["devices"] << { "allow" => true,
		"type" => "c", "major" => 10, "minor" => 229, "access" => "r" }'
	run_bundle devices
	same "and allowed with one" "$open" "$output"
	edit devices 'c["process"]["args"] = ["sh", "-c", "echo x >/dev/fuse"]'
	run_bundle devices
	says "for what it says alone" "can't create /dev/fuse: Operation not permitted"
	edit devices 'c["process"]["args"] = ["sh", "-c",
		"head -c 1 /dev/zero >/dev/null && echo fine"]'
	run_bundle devices
	says "the customary ones always work" "fine"
}

refused_without_them() {
	check_fails "limits that cannot be had are an error" \
		"linux.resources: no control group" \
		nsrun run -b "$T/probe" probe
	bundle unlimited true
	check "without any it starts" nsrun run -b "$T/unlimited" unlimited
}

scenario() {
	if can_limit; then
		limits_are_said
		processes_are_inside
		limits_hold
		paths
	else
		refused_without_them
	fi
	if [ "$who" = root ]; then
		absolute_path
		devices_are_filtered
	fi
}

runtime_main "$@"
