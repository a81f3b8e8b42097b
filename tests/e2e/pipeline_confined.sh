#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the containers of a site can see and do, asked from within: a probe is
# run from each container's own bundle, in place of its program.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Run the probe as ROLE; what it found is in $T/ROLE.
probe() { # ROLE
	local bundle=$run_base/$site/bundles/$1

	mkdir -p "$T/probe-$1"
	ruby -rjson -e '
		from, to, probe, *args = ARGV
		c = JSON.parse(File.read(from + "/config.json"))
		system("cp", "-a", File.expand_path(c["root"]["path"], from), to + "/rootfs") or exit 1
		system("cp", probe, to + "/rootfs/probe") or exit 1
		c["root"]["path"] = to + "/rootfs"
		c["process"]["args"] = ["/probe"] + args
		File.write(to + "/config.json", JSON.generate(c))' \
		"$bundle" "$T/probe-$1" "$home/probe" "$T/canary" "${HOME:-/root}" /root \
		/home /etc/shadow /var/lib/blogctl /sys/class/net/eth0 "@$port" ||
		return
	nsrun --root "$T/nsrun" run --bundle "$T/probe-$1" "probe-$1-$site" >"$T/$1" 2>&1
	grep -q '^end ' "$T/$1"
}

# The lines the probe printed that begin with FACT, without it, on one line.
found() { # ROLE FACT
	sed -n "s/^$2 //p" "$T/$1" | sort | tr '\n' ' ' | sed 's/ $//'
}

# The writable folders, without those below another.
writable() { # ROLE
	sed -n "s/^writable //p" "$T/$1" | sort |
		awk '!top || index($0, top "/") != 1 { print top = $0 }' |
		tr '\n' ' ' | sed 's/ $//'
}

is() { # TEXT WANTED GOT
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "wanted '$2', got '$3'"
	fi
}

status_of() { # ROLE FIELD
	sed -n "s/^status $2:[[:space:]]*//p" "$T/$1"
}

check_role() { # ROLE WRITABLE
	if probe "$1"; then
		ok "$1: the probe ran to its end"
	else
		not_ok "$1: the probe ran to its end" "$(tail -n 20 "$T/$1" 2>&1)"
		return
	fi
	for set in CapInh CapPrm CapEff CapBnd CapAmb; do
		is "$1: holds no capability ($set)" 0000000000000000 "$(status_of "$1" $set)"
	done
	is "$1: gains no privileges" 1 "$(status_of "$1" NoNewPrivs)"
	is "$1: is under a seccomp filter" 2 "$(status_of "$1" Seccomp)"
	is "$1: may not set its groups" deny "$(found "$1" setgroups)"
	if [ "$who" = root ]; then
		is "$1: has no group but its own" "" \
			"$(status_of "$1" Groups | tr -d ' ')"
	fi
	is "$1: writes nowhere but where it should" "$2" "$(writable "$1")"
	is "$1: sees no file of the host" "" "$(found "$1" sees)"
	is "$1: nothing it tried went through" "" \
		"$(sed -n 's/^attempt \(.*\) done$/\1/p' "$T/$1" | grep -vx "$3" | tr '\n' ' ')"
	if awk '$1 == "process" && $2 > 2 { exit 1 }' "$T/$1"; then
		ok "$1: sees no process but its own"
	else
		not_ok "$1: sees no process but its own" "$(found "$1" process)"
	fi
	if [ "$who" = root ]; then
		is "$1: maps no host root" "" "$(awk '$1 == "uid_map" && $3 == 0' "$T/$1")"
	fi
}

# The process that really runs is confined as the probe was.
check_live() { # ROLE
	local pid
	pid=$(pid_of "$1")
	is "$1: the live process holds no capability" "0000000000000000" \
		"$(sed -n 's/^CapEff:[[:space:]]*//p' "/proc/$pid/status")"
	is "$1: the live process is under a seccomp filter" 2 \
		"$(sed -n 's/^Seccomp:[[:space:]]*//p' "/proc/$pid/status")"
	if [ "$who" = root ] && [ "$(stat -c %u "/proc/$pid")" = 0 ]; then
		not_ok "$1: the live process is not host root"
	else
		ok "$1: the live process is not host root"
	fi
}

# Every pair of the three differs in what they could reach each other by.
check_apart() {
	local kind
	for kind in pid mnt ipc uts user net; do
		is "the three share no $kind namespace" 3 "$(for role in sync render serve; do
			readlink "/proc/$(pid_of $role)/ns/$kind"
		done | sort -u | grep -c .)"
	done
}

scenario() {
	make_blog
	echo canary >"$T/canary"
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" ||
		return
	check_role sync "/source /tmp" connect
	check_role render "/public /tmp" none
	check_role serve "/tmp" none
	is "render has no interface but lo" lo "$(found render interface)"
	is "serve has no interface but lo" lo "$(found serve interface)"
	check_live sync
	check_live render
	check_live serve
	check_apart
	check "the site is as it was" serves /2024/05/01/first.html "The first words"
}

e2e_main "$@"
