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
	bundle limited sleep 1000
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
	holds "its share is said" "$output" = 512 -o "$output" = 20
}

processes_are_inside() {
	local first
	first=$(cat "/proc/$(host_pid limited)/cgroup")
	output=$first
	says "its process is in them" "$(basename "$(group limited pids)")"
	nsrun exec limited sleep 1000 &
	eventually 5 sh -c "[ \$(wc -l <'$(group limited pids)/cgroup.procs') -eq 2 ]"
	same "one that is started later is in the same" "$first" \
		"$(cat "/proc/$(tail -n 1 "$(group limited pids)/cgroup.procs")/cgroup")"
	output=$(nsrun exec limited cat /proc/self/cgroup)
	says_not "its namespace shows them as the topmost" "$(basename "$(group limited pids)")"
	local below
	for below in $(groups limited); do
		mkdir "$below/sub"
	done
	same "or in one below those" "$(nsrun exec --cgroup sub limited \
		cat /proc/self/cgroup | grep -c ':/sub$')" \
		"$(groups limited | wc -l)"
	check_fails "which must be there" "group '" \
		nsrun exec --cgroup none limited true
	check_fails "and below" "'sub/../..' has a part '.' or '..'" \
		nsrun exec --cgroup sub/../.. limited true
	local left
	left=$(groups limited)
	nsrun delete -f limited
	wait
	# shellcheck disable=SC2086
	output=$(find $left -maxdepth 0 2>/dev/null)
	same "they are gone when it is deleted" "" "$output"
}

limits_hold() {
	bundle hog dd if=/dev/zero of=/dev/null bs=100M count=1
	edit hog 'c["linux"]["resources"] = { "memory" => { "limit" => 2**25 } }'
	run_bundle hog
	status_is "one that takes more memory is killed" 137
	says "and reported as killed for that" "killed for want of memory"
	nsrun run -d -b "$T/hog" hog
	eventually 5 is_stopped hog
	output=$(nsrun state hog)
	says "its state says so too" '"oomKilled": true'
	nsrun delete hog

	bundle bomb sh -c 'for i in $(seq 40); do sleep 1 & done; echo all'
	edit bomb 'c["linux"]["resources"] = { "pids" => { "limit" => 20 } }'
	run_bundle bomb
	says "one that makes more processes is refused" "fork"
	says_not "and so does not get on" "all"
}

paths() {
	bundle placed sleep 1000
	edit placed 'c["linux"]["cgroupsPath"] = ARGV[0]' "e2e-$$/a/b"
	check "a relative path is below our own group" \
		nsrun run -d -b "$T/placed" placed
	output=$(group placed pids)
	says "with all its parts" "/e2e-$$/a/b"
	local above=${output%/a/b}
	check_fails "a group in use is not taken twice" "has processes already" \
		nsrun run -d -b "$T/placed" other
	same "and who has it is left alone" running "$(state_of placed)"
	nsrun delete -f placed
	holds "what was made above it is removed too" ! -e "$above"
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

pauses() {
	bundle paused sh -c 'trap "echo heard; exit 3" TERM
		while :; do sleep 0.01; done'
	nsrun run -d -b "$T/paused" paused
	check "a container is paused" nsrun pause paused
	same "its state says so" paused "$(state_of paused)"
	output=$(nsrun list)
	says "and the list" paused
	nsrun kill paused TERM
	check "a signal waits" test "$(state_of paused)" = paused
	check "it is resumed" nsrun resume paused
	eventually 5 is_stopped paused
	output=$(nsrun logs paused)
	says "then the signal is heard" heard
	nsrun delete paused
	check_fails "one that has ended is not paused" "no container" \
		nsrun pause paused
	bundle frozen sleep 1000
	nsrun run -d -b "$T/frozen" frozen
	nsrun pause frozen
	nsrun kill frozen KILL
	check "a paused one is killed all the same" eventually 5 is_stopped frozen
	nsrun delete frozen
	nsrun run -d -b "$T/frozen" frozen
	nsrun pause frozen
	check "and deleted by force" nsrun delete -f frozen
	output=$(nsrun list -q)
	same "so that nothing is left" "" "$output"
}

updates() {
	bundle changed sleep 1000
	edit changed 'c["linux"]["resources"] = { "memory" => { "limit" => 2**26 },
		"pids" => { "limit" => 20 } }'
	nsrun run -d -b "$T/changed" changed
	check "limits are changed by options" nsrun update --memory 33554432 \
		--pids-limit 30 --cpu-quota 20000 --cpu-period 50000 changed
	same "that of memory" 33554432 \
		"$(value changed memory memory.limit_in_bytes memory.max)"
	same "that of processes" 30 "$(value changed pids pids.max pids.max)"
	output=$(value changed cpu cpu.cfs_quota_us cpu.max)
	says "that of processors" 20000
	nsrun update --cpu-period 100000 changed
	output=$(value changed cpu cpu.cfs_quota_us cpu.max)
	says "one of a pair leaves the other" 20000
	output=$(value changed cpu cpu.cfs_period_us cpu.max)
	says "and is changed" 100000
	echo '{"pids": {"limit": 40}}' >"$T/resources"
	check "limits are changed by a file" \
		nsrun update --resources "$T/resources" changed
	nsrun update -r - changed <"$T/resources"
	same "and only those in it" "40 33554432" \
		"$(value changed pids pids.max pids.max) $(value changed memory \
			memory.limit_in_bytes memory.max)"
	check_fails "what is no resource is named" \
		"pids.limit: is a string" \
		nsrun update -r - changed <<<'{"pids": {"limit": "1"}}'
	check_fails "a limit is a number" "option --memory: '1G' is not a number" \
		nsrun update --memory 1G changed
	check_fails "something has to change" "nothing is to change" \
		nsrun update changed
	check_fails "memory in use is kept if that is asked" "bytes in use" \
		nsrun update -r - changed <<<'{"memory": {"limit": 4096,
			"checkBeforeUpdate": true}}'
	nsrun delete -f changed
}

statistics() {
	bundle counted sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done
		echo done; exec sleep 1000'
	edit counted 'c["linux"]["resources"] = { "memory" => { "limit" => 2**26 },
		"pids" => { "limit" => 20 } }'
	nsrun run -d -b "$T/counted" counted
	eventually 10 sh -c "'$home/bin/nsrun' --root '$state' logs counted | grep -q done"
	output=$(nsrun events --stats counted | ruby -rjson -e '
		e = JSON.parse($stdin.read); d = e["data"]
		puts e["type"], e["id"], d["pids"]["current"], d["pids"]["limit"],
			d["memory"]["usage"]["limit"],
			d["memory"]["usage"]["usage"].between?(1, 2**26),
			d["cpu"]["usage"]["total"] > 1_000_000' | paste -sd' ')
	same "what is used is counted" "stats counted 1 20 67108864 true true" "$output"
	output=$(nsrun stats counted)
	says "and printed for people" "64 MiB"
	same "in a line each" "$(nsrun stats | awk 'NR > 1 { print $1, $(NF-4) }')" \
		"counted 1"
	check_fails "one that is not there has nothing to tell" \
		"does not exist" nsrun stats counted none
	nsrun events --interval 50ms counted >"$T/events" &
	local events=$!
	eventually 5 sh -c "[ \$(wc -l <'$T/events') -ge 2 ]"
	nsrun kill counted KILL
	wait "$events"
	status=$?
	status_is "events end with the container" 0
	nsrun delete counted
}

# What a program sees of its groups.
mounted() { # TEXT
	bundle seen sh -c 'grep " - cgroup" /proc/self/mountinfo | wc -l
		for f in pids/pids.max pids.max; do cat /sys/fs/cgroup/$f; done
		ls /sys/fs/cgroup /sys/fs/cgroup/pids
		mkdir /sys/fs/cgroup/x /sys/fs/cgroup/pids/x
		for f in pids/pids.max pids.max; do echo 1000 >/sys/fs/cgroup/$f; done
		echo end'
	edit seen 'c["mounts"] << { "destination" => "/sys/fs/cgroup",
		"type" => "cgroup", "source" => "cgroup",
		"options" => ["nosuid", "noexec", "nodev", "ro"] }
		c["linux"]["maskedPaths"].delete("/sys/fs")
		c["linux"]["resources"] = { "pids" => { "limit" => 77 } }
		c["linux"]["namespaces"].reject! { |n| n["type"] == ARGV[0] }' "$1"
	run_bundle seen
	says "$2 sees its own groups" $'\n77\n'
	says_not "and none of others" "nsrun-"
	says "cannot make others" "can't create directory '/sys/fs/cgroup/x': Read-only file system"
	says "nor change them" "pids.max: Read-only file system"
	says "and goes on" end
}

refused_without_them() {
	check_fails "limits that cannot be had are an error" \
		"linux.resources: no control group" \
		nsrun run -b "$T/probe" probe
	bundle unlimited true
	check "without any it starts" nsrun run -b "$T/unlimited" unlimited
}

# A part of each hierarchy given to an ordinary user, who starts from in it.
delegated() {
	local top="/e2e-given-$$" user=65531 dir mounts
	mounts=$(sed -n 's/^[^ ]* [^ ]* [^ ]* [^ ]* \([^ ]*\) .* - cgroup2* .*/\1/p' \
		/proc/self/mountinfo | grep -v /systemd)
	mkdir -m 755 "$T/given" "$T/given/state"
	for dir in $mounts; do
		mkdir "$dir$top" || return
		[ ! -f "$dir/cgroup.subtree_control" ] ||
			echo "+memory +pids +cpu" >"$dir/cgroup.subtree_control" 2>/dev/null
		[ ! -f "$dir/cpuset.cpus" ] || {
			cat "$dir/cpuset.cpus" >"$dir$top/cpuset.cpus"
			cat "$dir/cpuset.mems" >"$dir$top/cpuset.mems"
		}
		[ -f "$dir$top/tasks" ] || mkdir "$dir$top/ours"
		chown -R $user:$user "$dir$top"
	done
	chown $user:$user "$T/given/state"
	bundle given sh -c 'cat /proc/self/cgroup; dd if=/dev/zero of=/dev/null bs=100M count=1'
	edit given 'c["linux"]["resources"] = { "memory" => { "limit" => 2**25 },
			"pids" => { "limit" => 20 } }
		["uidMappings", "gidMappings"].each { |m| c["linux"][m] =
			[{ "containerID" => 0, "hostID" => '$user', "size" => 1 }] }'
	chmod -R a+rX "$T"
	output=$(
		for dir in $mounts; do
			if [ -d "$dir$top/ours" ]; then
				echo $BASHPID >"$dir$top/ours/cgroup.procs"
			else
				echo $BASHPID >"$dir$top/tasks"
			fi
		done
		setpriv --reuid $user --regid $user --clear-groups "$home/bin/nsrun" \
			--root "$T/given/state" run -b "$T/given" given 2>&1
	)
	status=$?
	status_is "an ordinary user limits within what is his" 137
	says "where he is killed for it" "killed for want of memory"
	for dir in $mounts; do
		rmdir "$dir$top/ours" 2>/dev/null
		rmdir "$dir$top" || not_ok "what is made in it is removed" "$(ls "$dir$top")"
	done
	rm -rf "$T/given"
}

managers() {
	bundle managed true
	grep -q -v '^0::' /proc/self/cgroup &&
		check_fails "systemd is not asked for groups of version 1" \
			"use --cgroup-manager cgroupfs" \
			nsrun --systemd-cgroup run -b "$T/managed" managed
	check_fails "a manager that is none is named" "'me' is not cgroupfs" \
		nsrun --cgroup-manager me list
	edit managed 'c["process"]["args"] = ["sleep", "100"]'
	check "without groups a container runs" \
		nsrun --cgroup-manager disabled run -d -b "$T/managed" managed
	same "in those that we are in" "$(cat /proc/self/cgroup)" \
		"$(cat "/proc/$(host_pid managed)/cgroup")"
	check_fails "and cannot be paused" "no control group that can be frozen" \
		nsrun pause managed
	nsrun delete -f managed
	edit managed 'c["linux"]["resources"] = { "pids" => { "limit" => 5 } }'
	check_fails "nor limited" "linux.resources" \
		nsrun --cgroup-manager disabled run -b "$T/managed" managed
}

device_rules_of_a_user() {
	bundle ruled true
	edit ruled 'c["linux"]["resources"] = { "devices" => [
		{ "allow" => false, "access" => "rwm" } ] }'
	check "rules for devices only root can have are left out" \
		nsrun run -b "$T/ruled" ruled
	says "and that is said" "linux.resources.devices: left out"
}

scenario() {
	managers
	[ "$who" = root ] || device_rules_of_a_user
	if can_limit; then
		limits_are_said
		processes_are_inside
		limits_hold
		paths
		pauses
		updates
		statistics
		mounted none "a program"
		mounted cgroup "one without a cgroup namespace"
	else
		refused_without_them
	fi
	if [ "$who" = root ]; then
		absolute_path
		delegated
		devices_are_filtered
	fi
}

runtime_main "$@"
