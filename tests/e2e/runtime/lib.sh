#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the end-to-end scripts of the runtime share. A script sources it,
# defines "scenario" and ends with "runtime_main "$@"": the scenario runs as
# the user we are and, when that is root, as an ordinary user too.
#
# A scenario finds: nsrun on its PATH with a state root of its own, $T (an
# empty folder), $who ("root" or "user"), $host_id (what the container's user
# is outside), and a root file system in $T/rootfs with busybox and attempts.
# shellcheck disable=SC2034 # scenarios read some
set -u
lib=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# shellcheck source=tests/e2e/lib.sh
. "$lib/../lib.sh"

user_id=65532
home='' state='' host_id='' status=0

nsrun() {
	"$home/bin/nsrun" --root "$state" "$@"
}

make_rootfs() { # FOLDER
	local tool
	mkdir -p "$1/bin" "$1/proc" "$1/dev" "$1/sys" "$1/tmp" "$1/etc" "$1/mnt"
	cp /bin/busybox "$home/attempts" "$home/grab" "$1/bin"
	echo welcome >"$1/etc/motd"
	for tool in sh cat ls id ps sleep true false echo hostname env grep \
		readlink kill dd mkdir touch stat tr seq head wc umask nproc uname cut mkfifo ln dirname; do
		ln -sf busybox "$1/bin/$tool"
	done
	ln -sf busybox "$1/bin/["
}

# A bundle in folder $T/NAME whose program is ARGV, from `nsrun spec`.
bundle() { # NAME ARGV...
	local name=$1
	shift
	mkdir -p "$T/$name"
	rm -f "$T/$name/config.json"
	nsrun spec --bundle "$T/$name"
	edit "$name" 'c["root"]["path"] = ENV["T"] + "/rootfs"
		c["process"]["env"] = ["PATH=/bin"]
		c["process"]["args"] = ARGV' "$@"
}

# Change a bundle by a piece of ruby, which finds it in "c".
edit() { # NAME RUBY [ARG...]
	local file=$T/$1/config.json code=$2
	shift 2
	T=$T ruby -rjson -e "f = ARGV.shift; c = JSON.parse(File.read(f))
		$code
		File.write(f, JSON.dump(c))" "$file" "$@"
}

# Run the bundle; what it printed is in $output, its status in $status.
run_bundle() { # NAME [OPTION...]
	local name=$1
	shift
	output=$(nsrun run "$@" --bundle "$T/$name" "$name" 2>&1)
	status=$?
}

status_is() { # TEXT WANTED
	if [ "$status" -eq "$2" ]; then
		ok "$1"
	else
		not_ok "$1" "status $status, wanted $2: $output"
	fi
}

says_not() { # TEXT UNWANTED
	if [[ $output != *"$2"* ]]; then
		ok "$1"
	else
		not_ok "$1" "'$2' in: $output"
	fi
}

# The condition of test(1) holds; $output is shown if not.
holds() { # TEXT CONDITION...
	local text=$1
	shift
	if [ "$@" ] 2>/dev/null; then
		ok "$text"
	else
		not_ok "$text" "$output"
	fi
}

same() { # TEXT ONE OTHER
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "$2
and
$3"
	fi
}

state_of() { # ID
	nsrun state "$1" 2>/dev/null | sed -n 's/.*"status": "\(.*\)".*/\1/p'
}

is_stopped() { # ID
	[ "$(state_of "$1")" = stopped ]
}

host_pid() { # ID
	nsrun state "$1" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p'
}

runtime_leftovers() {
	processes_of "$home/bin/nsrun"
	grep -F "$T" /proc/self/mountinfo
	ls "$state/containers" 2>/dev/null
	groups_called "$(group_names "$state")"
	ip -o link 2>/dev/null | grep -F nsrun
}

none_left() {
	[ -z "$(runtime_leftovers)" ]
}

scene() { # WHO T HOME
	who=$1 T=$2 home=$3
	state=$T/state
	host_id=$(id -u)
	# shellcheck disable=SC2034 # the scenes read it
	[ "$who" = user ] || host_id=2000000000
	make_rootfs "$T/rootfs"
	cd "$T" || exit 1
	if unshare --user true 2>/dev/null; then
		scenario
		if eventually 5 none_left; then
			ok "nothing is left behind"
		else
			not_ok "nothing is left behind" "$(runtime_leftovers)"
		fi
	else
		skip "the whole scenario" "this kernel forbids user namespaces"
	fi
	echo "#results $tests_run $tests_failed"
}

clear_away() { # HOME
	local root
	for root in "$1"/*/state; do
		[ ! -d "$root/containers" ] || "$1/bin/nsrun" --root "$root" \
			delete --force --regex .
		groups_called "$(group_names "$root")" | xargs -r rmdir
	done
	rm -rf "$1"
}

play() { # root|user
	local results tool as=()
	home=$(mktemp -d /tmp/nsrun-e2e-XXXXXX)
	chmod 755 "$home"
	mkdir "$home/$1" "$home/bin"
	cp "$build/bin/nsrun" "$home/bin"
	for tool in attempts exchange grab faults; do
		cp "$build/tests/support/$tool/$tool" "$home"
	done
	if [ "$1" = user ] && [ "$(id -u)" -eq 0 ]; then
		chown "$user_id:$user_id" "$home/$1" "$home/bin/nsrun"
		as=(setpriv --reuid "$user_id" --regid "$user_id" --clear-groups)
	fi
	# The sources may be where only root can read.
	cp -R "$(dirname "$(dirname "$script")")" "$home/scripts"
	# Whatever ends us, no container stays, nor a group of one.
	trap 'clear_away "$home"; exit 1' HUP INT TERM
	"${as[@]}" "$BASH" "$home/scripts/runtime/${script##*/}" --scene "$1" "$home/$1" "$home" \
		>"$home/log"
	sed '/^#results/d' "$home/log" | awk -v n="$tests_run" \
		'/^(not )?ok [0-9]+ / { sub(/ok [0-9]+/, "ok " ++n) } { print }'
	results=$(sed -n 's/^#results //p' "$home/log")
	tests_run=$((tests_run + ${results% *}))
	tests_failed=$((tests_failed + ${results#* }))
	clear_away "$home"
	trap - HUP INT TERM
}

runtime_main() {
	script=$(readlink -f "$0")
	if [ "${1-}" = --scene ]; then
		shift
		scene "$@"
		return
	fi
	build=$(readlink -f "${1:?the build folder is missing}")
	[ "$(id -u)" -ne 0 ] || play root
	play user
	echo "1..$tests_run"
	[ "$tests_failed" -eq 0 ]
}
