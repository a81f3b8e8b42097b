#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kill -9 of every process of a running site: it comes back by itself, as it
# was, and nobody who connects meanwhile is turned away.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

replaced() { # ROLE PID
	local now
	now=$(pid_of "$1") && [ -n "$now" ] && [ "$now" != "$2" ] && [ "$now" != 0 ]
}

# Kill a container's first process while requests come in one by one.
kill_container() { # ROLE
	local pid release i answers=0

	pid=$(pid_of "$1")
	release=$(field '["release"]')
	kill -9 "$pid"
	for i in $(seq 20); do
		serves /2024/05/01/first.html "The first words" && answers=$((answers + 1))
	done
	if [ "$answers" -eq 20 ]; then
		ok "$1 killed: every connection made meanwhile is answered"
	else
		not_ok "$1 killed: every connection made meanwhile is answered" "$answers of 20"
	fi
	if eventually 20 replaced "$1" "$pid"; then
		ok "$1 killed: it comes back by itself"
	else
		not_ok "$1 killed: it comes back by itself" "$(blogctl status --site "$site")"
	fi
	if [ "$(field '["release"]')" = "$release" ]; then
		ok "$1 killed: with the same release"
	else
		not_ok "$1 killed: with the same release"
	fi
	publish "after-$1" "After $1"
	check "$1 killed: the next update goes through" blogctl update --site "$site"
	check "$1 killed: with its page" serves "/2024/05/01/after-$1.html" "After $1"
}

supervisor_pid() {
	field '["supervisor"]["pid"]'
}

kill_supervisor() {
	local pid serve

	pid=$(supervisor_pid)
	serve=$(pid_of serve)
	kill -9 "$pid"
	check "supervisor killed: the site stays up" serves /2024/05/01/first.html "The first words"
	check "supervisor killed: the next command succeeds" blogctl status --site "$site"
	if [ "$(pid_of serve)" = "$serve" ]; then
		ok "supervisor killed: what ran is adopted, not replaced"
	else
		not_ok "supervisor killed: what ran is adopted, not replaced"
	fi
	publish adopted "Adopted"
	check "supervisor killed: update goes through" blogctl update --site "$site"
	check "supervisor killed: with its page" serves /2024/05/01/adopted.html Adopted
	kill_container serve
}

monitor_of() { # PID
	local parent
	parent=$(ps -o ppid= -p "$1" | tr -d ' ')
	[ "$(cat "/proc/$parent/comm")" = nsrun-monitor ] && echo "$parent"
}

is_up() {
	[ "$(field '["state"]')" = up ]
}

# The supervisor, all monitors and all containers at once.
kill_everything() {
	local release role pid pids

	release=$(field '["release"]')
	pids=$(supervisor_pid)
	for role in sync render serve; do
		pid=$(pid_of "$role")
		pids+=" $pid $(monitor_of "$pid")"
	done
	# shellcheck disable=SC2086 # many words
	kill -9 $pids
	check "everything killed: status succeeds" blogctl status --site "$site"
	says "everything killed: it names the release that is served again" \
		"release     $release, "
	# One that was not quite dead when it was adopted ends a moment later.
	check "everything killed: the site is whole again" eventually 10 is_up
	check "everything killed: status names each container" \
		blogctl status --site "$site"
	if [[ $output == *" 0 restarts"* ]]; then
		not_ok "everything killed: each container counts its restart" "$output"
	else
		ok "everything killed: each container counts its restart"
	fi
	check "everything killed: the page is served" serves /2024/05/01/first.html "The first words"
}

# The puller is killed at a random moment; the next pull must mend it.
kill_pulls() {
	local i pull tree bad=0 why=

	for i in $(seq 20); do
		mkdir -p "$T/work/assets"
		for n in $(seq 40); do
			echo "round $i file $n $RANDOM" >"$T/work/assets/$n.txt"
		done
		publish "round" "Round $i"
		blogctl update --site "$site" >/dev/null 2>&1 &
		pull=$!
		sleep "0.0$((RANDOM % 90 + 10))"
		pkill_pulls
		wait "$pull"
		blogctl update --site "$site" >"$T/again" 2>&1 || {
			bad=$((bad + 1)) why="update: $(cat "$T/again")"
			continue
		}
		tree=$(compare_tree) || {
			bad=$((bad + 1)) why="tree: $tree"
			continue
		}
		serves /2024/05/01/round.html "Round $i" || {
			bad=$((bad + 1)) why="page: not that of round $i"
		}
	done
	if [ "$bad" -eq 0 ]; then
		ok "twenty pulls killed at random moments are mended by the next"
	else
		not_ok "twenty pulls killed at random moments are mended by the next" "$bad were not; the last: $why"
	fi
}

# End the pulls of this site: the processes in sync's container that pull.
pkill_pulls() {
	local proc
	for proc in /proc/[0-9]*; do
		if tr '\0' ' ' <"$proc/cmdline" 2>/dev/null |
			grep -q '^[^ ]*content-sync pull ' &&
			[ "$(readlink "$proc/ns/mnt")" = "$(readlink "/proc/$(pid_of sync)/ns/mnt")" ]; then
			kill -9 "${proc#/proc/}"
		fi
	done 2>/dev/null
}

# The volume's tree against git's own idea of the commit.
compare_tree() {
	local volume
	if [ "$who" = root ]; then
		volume=/var/lib/blogctl/$site/source
	else
		volume=$XDG_STATE_HOME/blogctl/$site/source
	fi
	rm -rf "$T/expected"
	mkdir "$T/expected"
	g -C "$T/blog.git" archive main | tar -x -C "$T/expected"
	diff -r "$T/expected" "$volume/tree"
}

scenario() {
	make_blog
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" ||
		return
	kill_container sync
	kill_container render
	kill_container serve
	kill_supervisor
	kill_everything
	kill_pulls
}

e2e_main "$@"
