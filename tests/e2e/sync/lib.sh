#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the scripts about content-sync share: a remote repository at
# $T/blog.git with a working copy at $T/work, and a volume at $T/volume. They
# need no container. Results are TAP, by the functions of ../lib.sh.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

who=sync
build=$(readlink -f "${1:?the build folder is missing}")
sync=$build/bin/content-sync
# In memory if possible: these scripts write many small files and sync them.
T=$(mktemp -d /dev/shm/blogctl-sync-XXXXXX 2>/dev/null ||
	mktemp -d /tmp/blogctl-sync-XXXXXX)
export HOME=$T GIT_CONFIG_NOSYSTEM=1
started=()

finish() {
	local pid
	for pid in "${started[@]}"; do
		kill "$pid"
		wait "$pid"
	done 2>/dev/null
	chmod -R u+rwx "$T"
	rm -rf "$T"
}
trap finish EXIT
trap 'exit 143' TERM INT

# Run a server in the background; finish() ends it. Its process is $server.
serve() { # COMMAND...
	"$@" >>"$T/servers.log" 2>&1 &
	server=$!
	started+=("$server")
}

new_remote() {
	rm -rf "$T/blog.git" "$T/work"
	g init -q --bare "$T/blog.git"
	g init -q "$T/work"
	g -C "$T/work" remote add origin "$T/blog.git"
}

# A file of the working copy.
put() { # PATH TEXT
	mkdir -p "$(dirname "$T/work/$1")"
	printf '%s' "$2" >"$T/work/$1"
}

# Commit all of the working copy, at TIME, and push it.
push_all() { # MESSAGE [TIME]
	g -C "$T/work" add -A -f
	GIT_AUTHOR_DATE="@${2:-1700000000} +0000" \
		GIT_COMMITTER_DATE="@${2:-1700000000} +0000" \
		g -C "$T/work" commit -q --allow-empty -m "$1"
	push
}

new_volume() {
	rm -rf "$T/volume"
	mkdir "$T/volume"
}

pull() {
	"$sync" pull --volume "$T/volume" --url "$T/blog.git"
}

pull_branch() { # NAME
	"$sync" pull --volume "$T/volume" --url "$T/blog.git" --branch "$1"
}

state() { # FIELD
	sed -n 's/^  "'"$1"'": "\{0,1\}\([^",]*\).*/\1/p' \
		"$T/volume/state.json"
}

head_of_remote() {
	g -C "$T/blog.git" rev-parse main
}

# "mode hash path" of all that stands in a folder, and what must not.
list_folder() { # FOLDER
	(
		cd "$1" || exit
		find . -type f -printf '%P\n' | LC_ALL=C sort >"$T/files"
		paste -d ' ' \
			<(tr '\n' '\0' <"$T/files" | xargs -0 -r stat -c %a) \
			<(g hash-object --no-filters --stdin-paths <"$T/files") \
			"$T/files" | sed 's/^/100/'
		find . -type l -printf '%P\n' | while read -r link; do
			echo "120000 $(readlink -n "$link" |
				g hash-object --stdin) $link"
		done
		find . -mindepth 1 -type d -empty -printf 'empty %P\n'
		find . ! -type d ! -type f ! -type l -printf 'strange %P\n'
	) | LC_ALL=C sort
}

# The same of a commit; submodules are not files.
list_commit() { # COMMIT
	g -C "$T/blog.git" -c core.quotePath=false ls-tree -r "$1" |
		LC_ALL=C grep -av '^160000' | sed 's/^\([0-9]*\) blob /\1 /; s/\t/ /' |
		LC_ALL=C sort
}

# The volume is ready, with exactly the files of the head.
is_at_head() {
	local head
	head=$(head_of_remote)
	[ "$(state commit)" = "$head" ] || {
		echo "state: $(state commit), head: $head"
		return 1
	}
	[ "$(state phase)" = ready ] || {
		echo "phase: $(state phase)"
		return 1
	}
	diff <(list_commit "$head") <(list_folder "$T/volume/tree")
}

plan() {
	echo "1..$tests_run"
	[ "$tests_failed" -eq 0 ]
}
