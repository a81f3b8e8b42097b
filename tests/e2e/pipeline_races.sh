#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Commands that meet: whoever comes second, each ends with one clear line, and
# the site is wholly up or wholly down.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

rounds=4

# How many processes of this run have the name: the supervisor, the monitors.
count() { # NAME
	local exe n=0
	for exe in /proc/[0-9]*/exe; do
		[[ $(readlink "$exe") == "$home/"* ]] || continue
		[ "$(cat "${exe%/exe}/comm")" = "$1" ] && n=$((n + 1))
	done 2>/dev/null
	echo "$n"
}

is_whole() {
	case $(field '["state"]') in
	up)
		[ "$(count blogctl-keeper)" = 1 ] &&
			[ "$(count nsrun-monitor)" = 3 ] &&
			serves /2024/05/01/first.html "The first words"
		;;
	down) no_leftovers ;;
	*) false ;;
	esac
}

# A command of the race ended well, or says why not in one line of its own.
is_clear() { # STATUS OUTPUT
	if [ "$1" -eq 0 ]; then
		grep -qE "^(live at |site '$site' |site  +$site, |nothing new)" "$2"
	else
		[ "$(grep -c '^blogctl: ' "$2")" -eq 1 ] &&
			grep -qE "taken down|not up|there is no site" "$2"
	fi
}

# Start the commands, each a random moment after the one before it.
race() { # TEXT COMMAND...
	local text=$1 round pids command i status bad=
	shift
	for round in $(seq $rounds); do
		pids=() i=0
		for command; do
			# shellcheck disable=SC2086 # a command is many words
			blogctl $command --site "$site" >"$T/race.$i" 2>&1 &
			pids+=($!) i=$((i + 1))
			sleep "0.$((RANDOM % 4))$((RANDOM % 10))"
		done
		for i in "${!pids[@]}"; do
			wait "${pids[$i]}"
			status=$?
			is_clear "$status" "$T/race.$i" ||
				bad+="round $round, command $i, status $status: $(cat "$T/race.$i")
"
		done
		eventually 10 is_whole ||
			bad+="round $round left: $(blogctl status --site "$site" 2>&1) $(count blogctl-keeper) supervisors, $(count nsrun-monitor) monitors; $(leftovers)
"
		put_back
	done
	if [ -z "$bad" ]; then
		ok "$text: each says how it ended, and the site is whole"
	else
		not_ok "$text: each says how it ended, and the site is whole" "$bad"
	fi
}

put_back() {
	if [ "$start" = up ]; then
		blogctl up --site "$site" >/dev/null
	else
		blogctl down --site "$site" >/dev/null
	fi
}

# Both come to a site that was never there.
first_ups() {
	local one two
	blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" >"$T/one" 2>&1 &
	one=$!
	blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" >"$T/two" 2>&1 &
	two=$!
	if wait "$one" && wait "$two" && eventually 10 is_whole; then
		ok "two first ups: one puts the site up, and both succeed"
	else
		not_ok "two first ups: one puts the site up, and both succeed" "$(cat "$T/one" "$T/two")"
	fi
}

scenario() {
	local start=down

	make_blog
	first_ups
	blogctl down --site "$site" >/dev/null
	race "up and down" up down
	race "two ups and an update" up up update
	start=up
	put_back
	race "update and down" update down
	race "down and update" down update
	race "down and down" down down
	race "down and up" down up
	race "status while it goes down" down "status"
	race "update, update and up" update update up
}

e2e_main "$@"
