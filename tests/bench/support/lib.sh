#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the benchmarks share. A script sources it with the build folder as its
# first argument, and finds: $build, $other (the build to compare with, or
# nothing), $source_root, $W and $quick (empty folders, removed at the end).
# shellcheck disable=SC2034 # the scripts read these
set -eu

build=$(readlink -f "${1:?the build folder is missing}")
other=${BENCH_OTHER-}
source_root=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../../..")
interleave=$build/tests/bench/support/interleave
W=$(mktemp -d "${TMPDIR:-/tmp}/blogctl-bench-XXXXXX")
chmod 755 "$W"
# The same in memory, where there is any.
quick=$W/quick
if [ "$(stat -f -c %T /dev/shm 2>/dev/null)" = tmpfs ] && [ -w /dev/shm ]; then
	quick=$(mktemp -d /dev/shm/blogctl-bench-XXXXXX)
fi
mkdir -p "$quick"
chmod 755 "$quick"
at_end=:

clean_up() {
	$at_end || :
	chmod -R u+rwx "$W" "$quick" 2>/dev/null || :
	rm -rf "$W" "$quick"
}
trap clean_up EXIT
trap 'exit 143' TERM INT

skip() { # WHY
	echo "SKIP $1"
	exit 0
}

wrong() { # WHAT
	echo "WRONG: $1"
	exit 1
}

has() { # PROGRAM
	command -v "$1" >/dev/null
}

g() {
	git -c init.defaultBranch=main -c user.name=Ann \
		-c user.email=ann@example.org -c safe.directory='*' \
		-c core.hooksPath=/dev/null "$@"
}

free_port() {
	local port
	for _ in $(seq 100); do
		port=$((20000 + RANDOM % 12000))
		(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
			echo "$port"
			return
		}
	done
	return 1
}


[ -x "$interleave" ] || skip "no $interleave; make bench builds it"

# For benchmarks of a whole site: the programs are installed in $W/home and
# run as an ordinary user, whose folders are in $W too. Sets $as, $site, $port.
prepare_site() {
	local user=()
	has setpriv || skip "no setpriv"
	mkdir -p "$W/home/share/blogctl" "$W/state" "$W/user"
	mkdir -m 700 "$W/run"
	cp -R "$build/bin" "$W/home"
	cp -R "$source_root/site" "$W/home/share/blogctl"
	if [ "$(id -u)" = 0 ]; then
		chown -R nobody:nogroup "$W/state" "$W/user" "$W/run"
		user=(setpriv --reuid nobody --regid nogroup --clear-groups)
	fi
	as=("${user[@]}" env "HOME=$W/user" "XDG_STATE_HOME=$W/state"
		"XDG_RUNTIME_DIR=$W/run" "PATH=$W/home/bin:$PATH")
	"${as[@]}" unshare --user true 2>/dev/null ||
		skip "no user namespaces here"
	site=bench$$
	port=$(free_port)
	at_end=stop_site
}

stop_site() {
	"${as[@]}" blogctl down --site "$site" >/dev/null 2>&1
}

# A generated blog of N posts at $W/work, pushed to $W/blog.git.
make_blog() { # N
	local generate=$source_root/tests/bench/generate_posts
	[ -x "$generate" ] || skip "no generate_posts"
	"$generate" "$1" "$W/work"
	g init -q --bare "$W/blog.git"
	g -C "$W/work" init -q
	g -C "$W/work" add -A
	g -C "$W/work" commit -q -m "Begin"
	g -C "$W/work" push -q "$W/blog.git" HEAD:main
}
