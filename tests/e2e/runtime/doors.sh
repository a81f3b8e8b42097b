#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# How many doors a runtime leaves open by default: of 33 calls that a container
# has no need of, those that the kernel goes on with; of 31 sensitive files,
# those that can be read or written. The same of the peers that are here, each
# as it comes, is told in comments.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

most=4 # that may be open

calls=(unshare-user clone-user clone3-user setns mount umount remount
	mount-setattr open-tree move-mount fsopen pivot-root ptrace
	process-vm-readv pidfd-getfd kcmp keyctl add-key request-key bpf
	perf-event-open userfaultfd io-uring name-to-handle-at
	open-by-handle-at fanotify syslog quotactl af-alg af-vsock af-packet
	tiocsti-high i386)
files=(r:/proc/kcore r:/proc/keys r:/proc/key-users r:/proc/timer_list
	r:/proc/kallsyms r:/proc/interrupts r:/proc/sched_debug r:/proc/kmsg
	r:/proc/slabinfo r:/proc/vmallocinfo r:/proc/modules r:/proc/iomem
	r:/proc/ioports r:/proc/pagetypeinfo r:/proc/config.gz
	r:/proc/diskstats r:/sys/kernel/notes r:/sys/kernel/vmcoreinfo
	r:/sys/kernel/uevent_seqnum r:/sys/kernel/profiling
	r:/sys/module/kernel/parameters/panic r:/sys/firmware/dmi/tables/DMI
	w:/proc/sysrq-trigger w:/proc/sys/kernel/core_pattern
	w:/proc/sys/kernel/modprobe w:/proc/sys/vm/overcommit_memory
	w:/proc/irq/default_smp_affinity w:/sys/kernel/uevent_helper
	w:/sys/power/state w:/etc/motd w:/dev/mem)

# A call is refused by these; any other error says that it was considered.
refusals='EPERM|EACCES|ENOSYS|SIGSYS'

# The doors that the attempts in file SEEN found open, one a line.
open_doors() { # SEEN
	local name
	for name in "${calls[@]}"; do
		sed -n "s/^\($name\) /\1 /p" "$1" | grep -vE " ($refusals)\$"
	done
	grep -E '^[rw]:/.* done$' "$1"
}

# Where both versions of control groups are, crun wants none of the second.
tell_peer() { # NAME COMMAND...
	local name=$1
	shift
	tell "$name" unshare --mount --propagation private sh -c \
		'umount -l /sys/fs/cgroup/unified 2>/dev/null; exec "$@"' sh "$@"
}

tell() { # NAME COMMAND...
	local name=$1
	shift
	if "$@" >seen 2>said </dev/null && grep -q '^i386 ' seen; then
		open_doors seen >open
		echo "# $name: $(wc -l <open) of $((${#calls[@]} + ${#files[@]})) doors" \
			"open: $(cut -d' ' -f1 open | tr '\n' ' ')"
	else
		echo "# $name: does not run here: $(tail -n 1 said)"
	fi
}

peer_bundle() { # RUNTIME
	mkdir -p "$T/$1"
	(cd "$T/$1" && "$1" spec)
	edit "$1" 'c["root"]["path"] = ENV["T"] + "/rootfs"
		c["process"]["terminal"] = false
		c["process"]["args"] = ["/bin/attempts"] + ARGV' "${files[@]}"
}

peers() {
	local runtime
	for runtime in crun runc; do
		command -v "$runtime" >/dev/null || continue
		peer_bundle "$runtime"
		tell_peer "$runtime" "$runtime" --root "$T/$runtime-state" run \
			--bundle "$T/$runtime" "doors$$"
	done
	tell_peer bwrap bwrap --unshare-all --ro-bind "$T/rootfs" / --proc /proc \
		--dev /dev --tmpfs /tmp --die-with-parent /bin/attempts "${files[@]}"
	tell_peer podman podman --root "$T/podman" --runroot "$T/podman-run" run \
		--rm --network none --ulimit nofile=1024:1024 \
		--ulimit nproc=1024:1024 --rootfs "$T/rootfs" /bin/attempts "${files[@]}"
}

scenario() {
	bundle doors attempts "${files[@]}"
	same "there are as many attempts and files as was said" \
		"${#calls[@]} ${#files[@]}" "33 31"
	tell nsrun nsrun run --bundle "$T/doors" doors
	holds "nsrun leaves at most $most doors open" "$(wc -l <open)" -le "$most"
	same "every call was tried" "$(for name in "${calls[@]}"; do
		grep -m1 -o "^$name " seen; done | wc -l)" 33
	[ "$who" = user ] || peers
}

runtime_main "$@"
