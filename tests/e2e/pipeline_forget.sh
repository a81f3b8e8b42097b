#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What is kept of a site, and what is not: `down --forget`, also killed in its
# middle; a first `up` that fails; previews and builds. Another site beside it
# keeps everything.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

state_base() {
	if [ "$who" = root ]; then
		echo /var/lib/blogctl
	else
		echo "$XDG_STATE_HOME/blogctl"
	fi
}

# All that is kept of a site and of what is derived from it.
kept() { # SITE
	find "$(state_base)" -maxdepth 1 \( -name "$1" -o -name "$1.*" \)
	grep -o "\"$1[\".][^,]*" "$(state_base)/ids.json" 2>/dev/null
}

check_kept_nothing() { # TEXT SITE
	local left
	left=$(kept "$2")
	if [ -z "$left" ]; then
		ok "$1"
	else
		not_ok "$1" "$left"
	fi
}

# End the command's process group in the middle of removing.
killed_forgetting() {
	local pid

	for _ in $(seq 6); do
		blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" >/dev/null 2>&1
		blogctl down --site "$site" >/dev/null
		blogctl down --forget --site "$site" >/dev/null 2>&1 &
		pid=$!
		sleep "0.00$((RANDOM % 10))"
		kill -9 "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
		[ -z "$(kept "$site")" ] ||
			blogctl down --forget --site "$site" >"$T/again" 2>&1 || break
		[ -z "$(kept "$site")" ] || break
	done
	if [ -z "$(kept "$site")" ]; then
		ok "killed at a random moment, it is finished by the next"
	else
		not_ok "killed at a random moment, it is finished by the next" "$(cat "$T/again"; kept "$site")"
	fi
}

previews_and_builds() {
	local preview

	check "a build" blogctl build "$T/work" -d "$T/out" --site "$site"
	check_kept_nothing "leaves nothing but its pages" "$site"
	blogctl preview "$T/work" --site "$site" --port "$port" >"$T/preview" 2>&1 &
	preview=$!
	check "a preview" eventually 20 serves / "first"
	kill -TERM "$preview"
	wait "$preview"
	check_kept_nothing "leaves nothing when it ends" "$site"
	blogctl preview "$T/work" --site "$site" --port "$port" >"$T/preview" 2>&1 &
	preview=$!
	eventually 20 serves / "first"
	kill -9 "$preview"
	wait "$preview" 2>/dev/null
}

scenario() {
	local port2 site2

	make_blog
	site2=${site}b
	port2=$(free_port)
	check "another site" blogctl up "$T/blog.git" --site "$site2" --listen "127.0.0.1:$port2"
	check_fails "a first up that fails says that nothing is kept" "nothing of it is kept" \
		blogctl up "$T/blog.git" --branch none --site "$site" --listen "127.0.0.1:$port"
	check_kept_nothing "and so it is" "$site"

	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" || return
	check "down --forget takes a running site down" blogctl down --forget --site "$site"
	says "and says so" "is down and forgotten"
	check_kept_nothing "nothing is kept of it" "$site"
	check_fails "it is not known any more" "there is no site" blogctl status --site "$site"
	check_fails "nor to another down --forget" "there is no site" blogctl down --forget --site "$site"
	killed_forgetting
	previews_and_builds
	check "a killed preview is forgotten with its site" \
		blogctl down --forget --site "$site"
	check_kept_nothing "wholly" "$site"

	port=$port2
	check "the other site is up all the while" serves /2024/05/01/first.html "The first words"
	check "and has its ids" blogctl update --site "$site2"
	check "until it is forgotten, too" blogctl down --forget --site "$site2"
	check_kept_nothing "wholly, too" "$site2"
}

e2e_main "$@"
