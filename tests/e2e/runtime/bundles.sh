#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Bundles that ask for other things than `nsrun spec` does, and `nsrun try`.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# What only root may have: a bundle that asks for no user namespace gets none.
unmapped() {
	if [ "$who" != root ]; then
		skip "a bundle without a user namespace" "it takes root"
		return
	fi
	bundle plain sh -c 'cat /proc/self/uid_map; id; stat -c %t:%T /dev/null
		echo x >/dev/null && echo written; stat -c %a /dev/zero'
	edit plain 'l = c["linux"]
		l["namespaces"].reject! { |n| n["type"] == "user" }
		l.delete("uidMappings"); l.delete("gidMappings")
		c["process"]["user"] = { "uid" => 5, "gid" => 6,
			"additionalGids" => [7] }'
	run_bundle plain
	says "a bundle without a user namespace has the host's ids" \
		"4294967295"
	says "its user and groups are as asked" "uid=5 gid=6 groups=7"
	says "its devices are made, and can be used" "1:3
written
666"
}

# A tmpfs that begins with what the image has there.
copied_up() {
	mkdir -p "$T/rootfs/full/sub"
	echo one >"$T/rootfs/full/sub/one"
	chmod 604 "$T/rootfs/full/sub/one"
	chmod 705 "$T/rootfs/full"
	ln -s /etc/motd "$T/rootfs/full/link"
	mkfifo "$T/rootfs/full/fifo"
	bundle full sh -c 'ls /full; cat /full/sub/one; stat -c %a /full
		stat -c %a /full/sub/one; readlink /full/link
		echo two >/full/sub/one && cat /full/sub/one'
	edit full 'c["mounts"] << {"destination" => "/full", "type" => "tmpfs",
		"source" => "tmpfs", "options" => ["nosuid", "tmpcopyup"]}'
	run_bundle full
	same "a tmpfs may begin with what was there" "$output" "link
sub
one
705
604
/etc/motd
two"
	same "which stays as it was" "$(cat "$T/rootfs/full/sub/one")" one
	edit full 'c["mounts"][-1]["options"] += ["ro", "mode=700"]'
	run_bundle full
	says "even one that is read-only" "one
700"
	says "and then cannot be written to" "Read-only"
	edit full 'c["mounts"][-1]["type"] = "ramfs"'
	check_fails "what is no tmpfs does not" "only a tmpfs" \
		nsrun run -b "$T/full" full
	rm -r "$T/rootfs/full"
}

# More than we may give is given as far as we may.
beyond() {
	bundle many sh -c 'ulimit -n; ulimit -Hn'
	edit many 'c["process"]["rlimits"] = [{"type" => "RLIMIT_NOFILE",
		"soft" => 4000000000, "hard" => 4000000000}]'
	run_bundle many
	says "a limit nobody may raise is warned of" "'RLIMIT_NOFILE' is not"
	says "and stays as it is" "$(ulimit -Hn)
$(ulimit -Hn)"
	nsrun create -b "$T/many" many >"$T/out" 2>&1
	nsrun start many
	eventually 5 is_stopped many
	same "what a creator is to know is not in the program's output" \
		"$(grep -c NOFILE "$T/out")" 0
	check "but in the notes of the container" nsrun logs many
	says "as ever" "warning: process.rlimits: 'RLIMIT_NOFILE'"
	nsrun delete many
}

# Ids of /etc/subuid, in a machine's files of our own.
subordinate() {
	local id=65531
	if [ "$who" != root ]; then
		skip "subordinate ids" "only root can give some out"
		return
	elif ! command -v newuidmap >/dev/null; then
		skip "subordinate ids" "there is no newuidmap"
		return
	fi
	bundle ranges sh -c 'id; cat /proc/self/uid_map | tr -s " "'
	edit ranges 'm = [{"containerID" => 0, "hostID" => 65531, "size" => 1},
			{"containerID" => 1, "hostID" => 300000, "size" => 10}]
		c["linux"]["uidMappings"] = c["linux"]["gidMappings"] = m
		c["process"]["user"] = { "uid" => 7, "gid" => 8 }'
	(cat /etc/passwd && echo "e2e:x:$id:$id::/:/bin/sh") >"$T/passwd"
	echo "e2e:300000:10" >"$T/sub"
	mkdir "$T/other"
	chown "$id" "$T/other"
	output=$(unshare --mount --propagation private "$BASH" -c '
		mount --bind "$1/passwd" /etc/passwd
		touch /etc/subuid /etc/subgid
		mount --bind "$1/sub" /etc/subuid
		mount --bind "$1/sub" /etc/subgid
		setpriv --reuid "$2" --regid "$2" --clear-groups \
			"$3" --root "$1/other/s" run -b "$1/ranges" ranges
		' - "$T" "$id" "$home/bin/nsrun" 2>&1)
	says "an ordinary user gets his subordinate ids" "uid=7 gid=8"
	says "as they were asked for" " 1 300000 10"
}

networks() {
	bundle net sh -c 'cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d " "
		cat /sys/class/net/lo/flags; ls /sys/class/net'
	ln -sf busybox "$T/rootfs/bin/tail"
	ln -sf busybox "$T/rootfs/bin/cut"
	run_bundle net
	same "a network of its own is a loopback that is up" "$output" "lo
0x9
lo"
	bundle net sh -c 'ls /sys/class/net; echo x >/sys/class/net/lo/mtu'
	edit net 'c["linux"]["namespaces"].reject! { |n|
		n["type"] == "network" }'
	run_bundle net
	says "without one it sees the host's" \
		"$(find /sys/class/net -mindepth 1 -printf '%f\n' | sort)"
	says "but changes nothing of it" "Read-only file system"
}

# An ordinary user's mounts keep the flags that root gave theirs.
locked() {
	if [ "$who" != root ]; then
		skip "flags of outer mounts" "only root can mount one"
		return
	fi
	mkdir -p "$T/outer"
	bundle locked sh -c 'grep " /mnt " /proc/mounts; echo x >/mnt/x'
	edit locked 'm = [{"containerID" => 0, "hostID" => 65532, "size" => 1}]
		c["linux"]["uidMappings"] = c["linux"]["gidMappings"] = m
		c["mounts"] << {"destination" => "/mnt", "type" => "bind",
			"source" => ENV["T"] + "/outer",
			"options" => ["bind", "rw", "exec", "dev"]}'
	mkdir "$T/locked-state"
	chown "$user_id" "$T/locked-state"
	output=$(unshare --mount --propagation private "$BASH" -c '
		mount -t tmpfs -o ro,noexec,nodev none "$1/outer"
		setpriv --reuid "$2" --regid "$2" --clear-groups \
			"$3" --root "$1/locked-state" run -b "$1/locked" locked
		' - "$T" "$user_id" "$home/bin/nsrun" 2>&1)
	says "flags that root gave a mount are kept in a bind" \
		"ro,nosuid,nodev,noexec"
	says "and hold" "Read-only file system"
}

trials() {
	mkdir -m 700 "$T/mine"
	echo old >"$T/mine/old"
	output=$(nsrun try --rootfs "$T/rootfs" --hostname lab \
		-v "$T/mine:/work" -v "$T/mine/old:/etc/old:ro" \
		sh -c 'hostname; cat /work/old; echo new >/work/new
			echo x >/etc/old; cat /etc/old; exit 4' 2>&1)
	status=$?
	status_is "try ends as its command ends" 4
	says "in a container of that name, with the volume" "lab
old"
	says "one that is read-only is" "Read-only file system"
	same "what it makes belongs to whom the volume belongs" \
		"$(stat -c %u "$T/mine/new")" "$(stat -c %u "$T/mine")"
	output=$(nsrun try sh -c 'echo $(ls /home /root /work 2>&1)
		ps ax | wc -l' 2>&1)
	says_not "without a root of its own it sees no home" "$USER"
	check_fails "a volume must be whole" "is not SRC:DST" \
		nsrun try -v /tmp true
	check_fails "and be there" "volume '/no/such'" \
		nsrun try -v /no/such:/x true
	same "its own root is gone afterwards" \
		"$(find /tmp -maxdepth 1 -name 'nsrun-try-*' -user "$(id -u)")" ""
}

scenario() {
	copied_up
	beyond
	: "${USER:=nobody-here}"
	unmapped
	subordinate
	networks
	locked
	trials
}

runtime_main "$@"
