#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What a bundle may say of its namespaces, clocks, devices and the kernel's
# settings, and what a program then finds.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# Bundle NAME whose program is a script, with RUBY to change it.
scripted() { # NAME SCRIPT [RUBY [ARG...]]
	local name=$1 script=$2
	shift 2
	bundle "$name" sh -c "$script"
	[ $# -eq 0 ] || edit "$name" "$@"
}

namespace_of() { # PID KIND
	readlink "/proc/$1/ns/$2"
}

# A second container in the namespaces of the first.
shared_namespaces() {
	local first
	bundle first sleep 1000
	nsrun run -d -b "$T/first" first
	first=$(host_pid first)
	scripted second 'readlink /proc/self/ns/net /proc/self/ns/ipc \
			/proc/self/ns/user; exec sleep 1000' '
		c["linux"]["namespaces"].each { |n|
			n["path"] = "/proc/#{ARGV[0]}/ns/" + { "network" => "net",
				"ipc" => "ipc", "user" => "user" }[n["type"]] if
				%w[network ipc user].include?(n["type"]) }
		c["linux"].delete("uidMappings")
		c["linux"].delete("gidMappings")' "$first"
	check "a container joins namespaces by their paths" \
		nsrun run -d -b "$T/second" second
	local kind
	for kind in net ipc user; do
		same "it is in that of kind $kind" "$(namespace_of "$first" $kind)" \
			"$(namespace_of "$(host_pid second)" $kind)"
	done
	holds "and has the others to itself" "$(namespace_of "$first" uts)" != \
		"$(namespace_of "$(host_pid second)" uts)"
	same "what is executed later joins them too" \
		"$(namespace_of "$first" net)" "$(nsrun exec second readlink /proc/self/ns/net)"
	edit second 'c["linux"]["namespaces"].each { |n|
		n["path"] = "/proc/#{ARGV[0]}/ns/uts" if n["type"] == "network" }' "$first"
	check_fails "a namespace of another type is refused" \
		"is not a namespace of that type" nsrun run -b "$T/second" third
	edit second 'c["linux"]["namespaces"].each { |n|
		n["path"] = "/nowhere" if n["type"] == "network" }'
	check_fails "one that is not there is named" "open '/nowhere'" \
		nsrun run -b "$T/second" third
	nsrun delete -f second
	nsrun delete -f first
}

joined_pids() {
	bundle first sleep 1000
	nsrun run -d -b "$T/first" first
	scripted second 'ps' '
		c["linux"]["namespaces"].each { |n|
			n["path"] = "/proc/#{ARGV[0]}/ns/" + n["type"] if
				%w[pid user].include?(n["type"]) }
		c["linux"].delete("uidMappings")
		c["linux"].delete("gidMappings")' "$(host_pid first)"
	run_bundle second
	says "one that joins the processes of another sees them" "sleep 1000"
	nsrun delete -f first
}

clocks() {
	scripted clocks 'cat /proc/uptime' '
		c["linux"]["namespaces"] << { "type" => "time" }
		c["linux"]["timeOffsets"] = { "boottime" => { "secs" => 1000000000 } }'
	run_bundle clocks
	holds "a time namespace has clocks of its own" "${output%%.*}" -gt 1000000000
	edit clocks 'c["process"]["args"] = ["sleep", "100"]'
	nsrun run -d -b "$T/clocks" clocks
	output=$(nsrun exec clocks cat /proc/uptime)
	holds "for what is executed later as well" "${output%%.*}" -gt 1000000000
	nsrun delete -f clocks
}

kernel_settings() {
	local before
	before=$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start)
	scripted sysctl 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start' '
		c["linux"]["sysctl"] =
			{ "net.ipv4.ip_unprivileged_port_start" => "77" }'
	run_bundle sysctl
	same "a setting of a namespace is changed in it" 77 "$output"
	same "and not outside" "$before" \
		"$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start)"
	edit sysctl 'c["linux"]["sysctl"] = { "kernel.panic" => "1" }'
	run_bundle sysctl
	says "one of the machine is refused" "is the whole machine's"
}

processes() {
	scripted person 'uname -m; 
		grep -h . /proc/self/stat | cut -d" " -f41,19' '
		c["linux"]["personality"] = { "domain" => "LINUX32" }
		c["process"]["scheduler"] = { "policy" => "SCHED_BATCH", "nice" => 5 }
		c["process"]["ioPriority"] = { "class" => "IOPRIO_CLASS_IDLE",
			"priority" => 0 }'
	run_bundle person
	says "a personality is taken on" "i686"
	says "so are a scheduler and a niceness" "5 3"
	edit person 'c["process"]["args"] = ["sleep", "100"]'
	nsrun run -d -b "$T/person" person
	output=$(ionice -p "$(host_pid person)")
	same "and a priority for disks" idle "${output%%:*}"
	output=$(nsrun exec person sh -c 'uname -m; cut -d" " -f41,19 /proc/self/stat')
	says "what is executed later has them too" "5 3"
	nsrun delete -f person

	bundle pinned sleep 1000
	edit pinned 'c["process"]["execCPUAffinity"] = { "final" => "0" }'
	nsrun run -d -b "$T/pinned" pinned
	same "what is executed runs on the processors said" \
		"1" "$(nsrun exec pinned nproc)"
	nsrun delete -f pinned

	scripted labelled true 'c["process"]["apparmorProfile"] = "nobody-s"'
	run_bundle labelled
	if [ -e /sys/module/apparmor ]; then
		says "a profile that is not there is an error" "process.apparmorProfile"
	else
		says "so is one without AppArmor" "this kernel has no AppArmor"
	fi
}

last_resort() {
	scripted victim 'cat /proc/self/oom_score_adj' \
		'c["process"]["oomScoreAdj"] = 700'
	run_bundle victim
	same "it is among the first to be killed" 700 "$output"
	edit victim 'c["process"]["oomScoreAdj"] = -700'
	run_bundle victim
	if [ "$output" = -700 ]; then
		ok "or among the last"
	else
		says "or that it cannot be among the last is said" \
			"process.oomScoreAdj: -700 is not set"
	fi
}

devices() {
	scripted devices 'ls -l /dev/sub/pipe | cut -c1-10; echo x >/dev/copy && echo wrote' '
		c["linux"]["devices"] = [
			{ "type" => "p", "path" => "/dev/sub/pipe", "fileMode" => 0640 }]
		c["mounts"] << { "destination" => "/dev/copy", "type" => "bind",
			"source" => "/dev/null", "options" => ["bind"] }'
	run_bundle devices
	says "a pipe is made with its rights" "prw-r-----"
	edit devices 'c["linux"]["devices"] = [{ "type" => "c", "major" => 1,
			"minor" => 5, "path" => "/dev/zero" }]
		c["process"]["args"] = ["head", "-c", "3", "/dev/zero"]'
	run_bundle devices
	status_is "one that is there already is fine" 0
	edit devices 'c["linux"]["devices"][0]["minor"] = 3'
	run_bundle devices
	says "one that is another is not" "device '/dev/zero'"
	[ "$who" = root ] || return
	scripted plain 'ls -ln /dev/one; head -c 1 /dev/one | wc -c' '
		c["linux"]["namespaces"].reject! { |n| n["type"] == "user" }
		c["linux"].delete("uidMappings")
		c["linux"].delete("gidMappings")
		c["linux"]["devices"] = [{ "type" => "c", "major" => 1, "minor" => 5,
			"path" => "/dev/one", "fileMode" => 0604, "uid" => 7, "gid" => 8 }]'
	run_bundle plain
	says "root makes devices without a user namespace" "crw----r--"
	says "of the owner said" "7        8"
}

memory_policy() {
	scripted policy 'grep -m 1 heap /proc/self/numa_maps || cat /proc/self/numa_maps' '
		c["linux"]["memoryPolicy"] = { "mode" => "MPOL_BIND", "nodes" => "0" }'
	run_bundle policy
	if [ -e /proc/self/numa_maps ]; then
		says "memory is where it is to be" "bind"
	else
		says "where memory is to be needs a kernel that knows" "linux.memoryPolicy"
	fi
}

propagation() {
	scripted shared 'grep -E "^([^ ]+ ){4}/ " /proc/self/mountinfo' '
		c["linux"]["rootfsPropagation"] = "shared"'
	run_bundle shared
	says "a root may be shared" "shared:"
}

# Devices of the machine are a container's for as long as it lives.
net_devices() {
	if [ "$who" != root ]; then
		bundle moved true
		edit moved 'c["linux"]["netDevices"] = { "lo" => { "name" => "x" } }'
		check_fails "a user has no network devices to give away" \
			"linux.netDevices: move 'lo'" \
			nsrun run -b "$T/moved" moved
		return
	fi
	# One of nobody's, in a network of our own.
	local netns=(unshare --net)
	bundle moved sh -c 'cat /sys/class/net/*/address /sys/class/net/*/mtu
		cat /proc/net/dev /proc/net/fib_trie /proc/net/if_inet6'
	edit moved 'c["linux"]["netDevices"] = { "e2e0" => { "name" => "eth0" },
		"e2e1" => {} }'
	cat >"$T/inside" <<-'END'
		ip link add e2e0 type veth peer name e2e1
		ip link set e2e0 mtu 1400 address 02:00:00:00:00:17 up
		ip addr add 192.0.2.7/24 dev e2e0
		ip addr add 2001:db8::7/64 dev e2e0 nodad
		ip addr add 192.0.2.8 peer 192.0.2.9 dev e2e1
		"$@"
		echo "left: $(ls /sys/class/net | tr '\n' ' ')"
	END
	output=$("${netns[@]}" sh -e "$T/inside" "$home/bin/nsrun" \
		--root "$state" run -b "$T/moved" moved 2>&1)
	says "a device is moved under its new name" "eth0:"
	says "and another under its own" "e2e1:"
	says "with its address" "192.0.2.7"
	says "of either version" "20010db8000000000000000000000007"
	says "and one with a peer" "192.0.2.9"
	says "with its hardware address" "02:00:00:00:00:17"
	says "and its size of packets" "1400"
	edit moved 'c["process"]["args"] = ["cat", "/sys/class/net/eth0/operstate"]'
	output=$("${netns[@]}" sh -e "$T/inside" "$home/bin/nsrun" \
		--root "$state" run -b "$T/moved" moved 2>&1)
	same "it is up" "${output%%$'\n'*}" up
	edit moved 'c["linux"]["netDevices"] = { "e2e9" => {} }'
	check_fails "one that is not there is named" \
		"linux.netDevices: find the network device 'e2e9'" \
		nsrun run -b "$T/moved" moved
}

scenario() {
	net_devices
	shared_namespaces
	joined_pids
	clocks
	kernel_settings
	processes
	last_resort
	devices
	memory_policy
	propagation
}

runtime_main "$@"
