#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# `blogctl logs`: all lines with their times and in their order, what comes, and
# the ends of following it.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# Follow into a file; the process is $follower.
follow() { # FILE ARGUMENT...
	local file=$1
	shift
	blogctl logs -f --site "$site" "$@" >"$file" 2>"$file.err" &
	follower=$!
}

# The follower ends by itself.
ends() {
	eventually 20 is_gone "$follower" || {
		kill "$follower"
		return 1
	}
}

is_gone() {
	! kill -0 "$1" 2>/dev/null || grep -q '^State:.Z' "/proc/$1/status"
}

# Each line says who speaks, and then when; serve's access log in its own way.
all_have_times() { # FILE
	! grep -vE '^(sync|render|serve|supervisor) +\| [0-9]{4}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}\.[0-9]{3}Z (content-sync|render|serve|blogctl): ' "$1" |
		grep -vE '^serve +\| [^ ]+ - - \[[^]]+ \+0000\] "'
}

in_order() { # FILE
	grep -oE '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z' "$1" | sort -c
}

is_down_to() { # FILE LINES
	[ "$(wc -l <"$1")" -eq "$2" ]
}

scenario() {
	make_blog
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" || return
	get / >/dev/null
	follow "$T/followed"
	publish second "A second one"
	check "update" blogctl update --site "$site"
	get / >/dev/null

	check "the log tells of the pull of another process" \
		eventually 20 grep -qE '^sync .*\.\.[0-9a-f]{7}: pulled on request$' "$T/followed"
	check "and of what was made of it" \
		eventually 20 grep -qE '^render .* release 2 ' "$T/followed"
	check "and of who asked" \
		eventually 20 grep -qE '^serve .*"GET / HTTP/1.1" 200' "$T/followed"
	check "the supervisor has begun it" \
		grep -qE "^supervisor .*supervising site '$site'" "$T/followed"
	check "each line says when" all_have_times "$T/followed"
	check "all of it again" eventually 20 blogctl logs --site "$site"
	printf '%s\n' "$output" >"$T/all"
	check "the lines are in the order of their times" in_order "$T/all"
	blogctl logs --site "$site" -n 3 >"$T/last"
	check "the last lines can be had alone" is_down_to "$T/last" 3
	blogctl logs --site "$site" --since 1d >"$T/since"
	check "and those of today" grep -q supervising "$T/since"

	printf 'evil\033]0;title\007\n' >>"$run_base/$site/supervisor.log"
	check "what would change the terminal is made harmless" \
		eventually 20 grep -q 'evil?]0;title?' "$T/followed"

	kill -9 "$(pid_of render)"
	check "a container that is started again is followed" \
		eventually 20 grep -qE '^supervisor .* render has ended' "$T/followed"
	publish third "A third one"
	check "update" blogctl update --site "$site"
	check "with what it says then" \
		eventually 20 grep -qE '^render .* release 3 ' "$T/followed"
	check "each line came once" test -z "$(grep -v '"GET' "$T/followed" | sort | uniq -d)"

	mkfifo "$T/pipe"
	tail -f "$T/pipe" >/dev/null &
	local reader=$!
	local kept=$follower
	follow "$T/pipe" sync
	eventually 20 test -e "$T/pipe.err"
	kill "$reader"
	check "following ends when nobody reads" ends
	follow "$T/interrupted" -n 0
	eventually 20 test -e "$T/interrupted"
	kill -TERM "$follower"
	check "and on a signal" ends
	check "without a word" test ! -s "$T/interrupted.err"

	follower=$kept
	check "down" blogctl down --forget --site "$site"
	check "it ends when the site is down" ends
	wait "$follower"
	check "which is no failure" test $? -eq 0
	check "and says why" grep -q "site '$site' is down" "$T/followed.err"
}

e2e_main "$@"
