#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Bundles for the benchmarks of nsrun: a root of busybox alone, and a
# configuration that nsrun wrote, strict and with every namespace. Sourced after
# lib.sh; finds nothing else.
# shellcheck disable=SC2154 # lib.sh sets build

nsrun=$build/bin/nsrun
floor=$build/tests/bench/support/floor
write_filter=$build/tests/bench/support/write_filter
busybox=$(command -v busybox) || skip "no busybox"
[ -x "$floor" ] || skip "no $floor; make bench builds it"
has ruby || skip "no ruby"
! ldd "$busybox" >/dev/null 2>&1 || skip "busybox is not static"

# The limits of a bundle, and the same for the floor: in groups of version 1,
# the ones that nsrun makes for them.
limits=
limit_floor() { # NAME; sets floor_groups
	local controller own limit
	floor_groups=()
	for controller in pids freezer memory cpuacct cpu; do
		own=$(sed -n "s/^[0-9]*:$controller://p" /proc/self/cgroup)
		case $controller in
		pids) limit=:pids.max=64 ;;
		memory) limit=:memory.limit_in_bytes=268435456 ;;
		cpu) limit=:cpu.cfs_quota_us=100000 ;;
		*) limit= ;;
		esac
		floor_groups+=(-c "/sys/fs/cgroup/$controller${own%/}/$1$limit")
	done
}

# crun only knows an older version of the specification.
make_bundle() { # FOLDER COMMAND [COMMAND IN FRONT...]
	local dir=$1 command=$2
	shift 2
	"$@" mkdir -p "$dir/rootfs/bin"
	(cd "$dir/rootfs" && "$@" mkdir -p proc dev sys tmp etc)
	"$@" cp "$busybox" "$dir/rootfs/bin/busybox"
	for name in true sh readlink cat grep ls sed sleep sort; do
		"$@" ln -s busybox "$dir/rootfs/bin/$name"
	done
	"$@" "$nsrun" spec --bundle "$dir"
	"$@" ruby -rjson -e '
		path, command = ARGV
		config = JSON.parse(File.read(path))
		config["ociVersion"] = "1.0.2"
		config["process"]["args"] = ["/bin/sh", "-c", command]
		config["process"]["args"] = ["/bin/true"] if command == "true"
		config["process"]["terminal"] = false
		config["root"]["path"] = "rootfs"
		config["linux"]["resources"] = {
			memory: { limit: 256 << 20 }, pids: { limit: 64 },
			cpu: { quota: 100_000, period: 100_000 }
		} if ARGV[2] == "limits"
		File.write(path, JSON.pretty_generate(config))' \
		"$dir/config.json" "$command" "$limits"
	"$@" sh -c "'$write_filter' <'$dir/config.json' >'$dir/filter'"
}

# What a program finds inside: its namespaces, ...
# shellcheck disable=SC2016 # for the shell inside
look='for n in user mnt pid net ipc uts cgroup; do readlink /proc/self/ns/$n; done'
# ... and all that confines it, but for what differs from one start to the next.
# A file system may be read-only as a mount or as a whole.
# shellcheck disable=SC2016,SC2034
look_well='
grep -E "^(Uid|Gid|Groups|Cap|NoNew|Seccomp|Sig(Blk|Ign))" /proc/self/status
sed -E "s/^[0-9]+ [0-9]+ [0-9:]+ //; s/ (rw|ro)([^ ]*)\$/\\2/; s/[^ ]*\\/rootfs /ROOT /" \
	/proc/self/mountinfo | sort
ls -ln /dev | sed -E "s/ +[0-9]+ ([A-Z][a-z]+ .*:[0-9]+)//"
cat /proc/sys/kernel/hostname /proc/self/limits /proc/self/cgroup
grep -c : /proc/net/dev; echo $$; pwd'

# The namespaces that the command's program sees are all others than ours.
own_namespaces() { # COMMAND...
	local ours seen
	ours=$(sh -c "$look" | sort)
	seen=$("$@" | sort)
	[ "$(echo "$seen" | wc -l)" -eq 7 ] || wrong "$*: $seen"
	[ -z "$(comm -12 <(echo "$ours") <(echo "$seen"))" ] ||
		wrong "shares namespaces with us: $*"
}

# Makes a container that sleeps, with nsrun, and says its first process' pid.
hold() { # STATE ID [COMMAND IN FRONT...]
	local state=$1 id=$2
	shift 2
	"$@" "$nsrun" --root "$state" run --detach "$id"
	"$@" "$nsrun" --root "$state" state "$id" |
		sed -n 's/^ *"pid": \([0-9]*\).*/\1/p'
}

drop() { # STATE ID [COMMAND IN FRONT...]
	local state=$1 id=$2
	shift 2
	"$@" "$nsrun" --root "$state" delete --force "$id"
}
