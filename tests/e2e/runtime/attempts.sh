#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What a program confined as `nsrun spec` says tries in vain, when it is the
# first process and when it is a later one; and that a nameless loosening of
# the bundle does not creep in.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

masked=(/proc/kcore /proc/keys /proc/timer_list /proc/kallsyms
	/proc/interrupts)
unwritable=(/proc/sysrq-trigger /proc/sys/kernel/core_pattern
	/proc/sys/kernel/hostname /proc/sys/vm/overcommit_memory
	/proc/sys/net/ipv4/ip_forward /proc/irq/default_smp_affinity
	/sys/kernel/uevent_helper /sys/power/state /proc/kcore /etc /etc/motd
	/dev/null/x)

paths() {
	printf 'r:%s\n' "${masked[@]}"
	printf 'w:%s\n' "${unwritable[@]}"
}

# Each line of the result but those of things that are missing here.
check_attempts() { # TEXT OUTPUT
	local done_ones
	done_ones=$(grep ' done$' <<<"$2")
	if [ -z "$done_ones" ] && [ "$(wc -l <<<"$2")" -gt 50 ]; then
		ok "$1"
	else
		not_ok "$1" "$2"
	fi
}

came_to() { # TEXT ATTEMPT RESULTS OUTPUT
	local got
	got=$(sed -n "s/^$2 //p" <<<"$4")
	if [[ " $3 " == *" $got "* ]]; then
		ok "$1"
	else
		not_ok "$1" "$2 came to '$got', not to '$3'"
	fi
}

strict() {
	local first later
	mapfile -t args < <(paths)
	bundle strict attempts "${args[@]}"
	run_bundle strict
	first=$output
	check_attempts "no attempt of the first process succeeds" "$first"
	came_to "clone3 does not exist" clone3-user ENOSYS "$first"
	came_to "a 32-bit entry is the end" i386 SIGSYS "$first"
	came_to "so is one of x32, or it does not exist" x32 \
		"SIGSYS ENOSYS" "$first"
	came_to "TIOCSTI is refused before the terminal is asked" \
		tiocsti ENOSYS "$first"
	came_to "with high bits set as well" tiocsti-high ENOSYS "$first"
	came_to "TIOCLINUX likewise" tioclinux-high ENOSYS "$first"
	came_to "a family with high bits is no other one" af-alg-high ENOSYS \
		"$first"
	bundle stay sleep 100
	nsrun run -d --init -b "$T/stay" stay
	later=$(nsrun exec stay attempts "${args[@]}" 2>&1)
	same "a process that was executed later comes to the same" \
		"$later" "$first"
	nsrun delete -f stay
}

# What /proc says of a process, without what must differ.
facts='grep -E "^(Uid|Gid|Groups|Umask|Cap|NoNewPrivs|Seccomp|Seccomp_)" \
	/proc/self/status; cat /proc/self/limits /proc/self/oom_score_adj
	cat /proc/self/uid_map /proc/self/gid_map /proc/self/setgroups
	for f in /proc/self/ns/* /proc/self/root; do readlink $f; done; pwd; env | grep -v SHLVL'

alike() {
	local first later
	bundle alike sh -c "$facts; sleep 100"
	edit alike 'c["process"]["rlimits"] = [{"type" => "RLIMIT_NOFILE",
			"soft" => 100, "hard" => 200}]
		c["process"]["oomScoreAdj"] = 500
		c["process"]["user"]["umask"] = 0o27
		c["process"]["cwd"] = "/tmp"'
	nsrun run -d -b "$T/alike" alike
	eventually 5 grep -q '^PATH' "$state/logs/alike.log"
	first=$(nsrun logs alike)
	later=$(nsrun exec alike sh -c "$facts")
	same "exec's confinement is run's, field by field" "$later" "$first"
	output=$first
	says "no capability is left in any set" "CapBnd:	0000000000000000"
	says "no_new_privs is set" "NoNewPrivs:	1"
	says "a filter is loaded" "Seccomp:	2"
	says "the limit is as asked" "Max open files            100                  200"
	nsrun delete -f alike
}

# The same through bundles that allow system calls, so that what refuses is
# what lies behind the filter.
without_filter() {
	bundle open attempts w:/proc/sysrq-trigger w:/proc/sys/kernel/hostname \
		r:/proc/kcore
	edit open 'c["linux"].delete("seccomp")'
	run_bundle open
	for what in mount umount remount move-mount pivot-root chroot \
		bpf open-by-handle-at init-module kexec-load reboot swapon acct \
		sethostname settimeofday setuid mknod-device \
		af-packet raw-socket \
		w:/proc/sysrq-trigger w:/proc/sys/kernel/hostname \
		r:/proc/kcore; do
		grep -q "^$what E" <<<"$output" ||
			not_ok "'$what' is refused without a filter too" "$output"
	done
	ok "without a filter it is powerless all the same"
	bundle nested sh -c 'unshare -Urm sh -c "
		mount -o remount,bind,rw /proc/sys 2>&1
		mount -o remount,bind,rw / 2>&1
		umount /proc/sys 2>&1
		umount /proc/kcore 2>&1; umount /proc/keys 2>&1
		echo x >/proc/sys/kernel/core_pattern; echo x >/etc/x
		cat /proc/keys"; echo end'
	ln -sf busybox "$T/rootfs/bin/unshare"
	ln -sf busybox "$T/rootfs/bin/mount"
	ln -sf busybox "$T/rootfs/bin/umount"
	edit nested 'c["linux"].delete("seccomp")'
	run_bundle nested
	same "nor does a nested user namespace loosen what was fixed" \
		"$(grep -c . <<<"$output")" \
		"$(grep -cE "denied|not permitted|Read-only|Invalid|can.t|^end" <<<"$output")"
}

cgroups() {
	bundle cgroups sh -c 'cd /sys/fs/cgroup && ls; cat /proc/self/cgroup
		grep -c cgroup /proc/mounts; echo end'
	run_bundle cgroups
	says "no control group can be seen, let alone changed" "
0
end"
}

# A working directory reached through a descriptor lies outside.
working_folders() {
	local n
	bundle cwd sh -c 'pwd; ls'
	for n in $(seq 3 64); do
		edit cwd "c['process']['cwd'] = '/proc/self/fd/$n'"
		run_bundle cwd
		[ "$status" -ne 0 ] && continue
		not_ok "cwd=/proc/self/fd/$n is refused" "$output"
		return
	done
	ok "no descriptor is entered as the working folder"
}

user_ids() {
	local id
	bundle ids id
	for id in 4294967295 -1 4294967296 '"0"' '"1:"' 1 null; do
		edit ids "c['process']['user']['uid'] = JSON.parse('[$id]')[0]"
		run_bundle ids
		[ "$status" -ne 0 ] || [ "$id" = null ] || {
			not_ok "uid $id is refused" "$output"
			return
		}
	done
	ok "ids that are none, or not mapped, are refused"
	bundle groups sh -c 'grep Groups /proc/self/status; cat /proc/self/setgroups'
	run_bundle groups
	same "no supplementary group is kept" \
		"$(sed -n 's/^Groups:[ 	]*//p' <<<"$output")" ""
}


scenario() {
	strict
	alike
	without_filter
	cgroups
	working_folders
	user_ids
}

runtime_main "$@"
