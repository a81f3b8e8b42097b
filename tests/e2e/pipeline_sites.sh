#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Two sites on one machine: whatever is done to one leaves the other alone.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# All that must not change of the other site.
other() {
	# shellcheck disable=SC2016 # ruby expands it
	blogctl status --site "$site2" --json | ruby -rjson -e '
		d = JSON.parse($stdin.read)
		d["containers"].each { |c| c.delete("uptime_ms") }
		puts JSON.generate(d)'
	curl -sS -I "http://127.0.0.1:$port2/2024/05/01/first.html" | grep -i '^etag'
}

check_other() { # TEXT
	local now
	now=$(other 2>&1)
	if [ "$now" = "$as_it_was" ]; then
		ok "$1: the other site is as it was"
	else
		not_ok "$1: the other site is as it was" "$as_it_was
$now"
	fi
}

scenario() {
	local site2=${site}b port2 as_it_was

	make_blog
	cp -R "$T/blog.git" "$T/other.git"
	port2=$(free_port)
	check "one site" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port"
	check "another site" blogctl up "$T/other.git" --site "$site2" --listen "127.0.0.1:$port2"
	as_it_was=$(other)

	check_fails "a third site at the first one's port is refused" "is taken" \
		blogctl up "$T/blog.git" --site "${site}c" --listen "127.0.0.1:$port"
	check_other "refused"
	publish first "Only here"
	check "update of one" blogctl update --site "$site"
	check "brings its page" serves /2024/05/01/first.html "Only here"
	check_other "update"
	check "a request to one" get "/only-of-$site"
	check "is in its log" eventually 5 log_has "$site" "/only-of-$site"
	if log_has "$site2" "/only-of-$site"; then
		not_ok "and not in the other's"
	else
		ok "and not in the other's"
	fi
	kill -9 "$(pid_of serve)"
	check "killed, one comes back" serves /2024/05/01/first.html "Only here"
	check_other "kill"
	check "down of one" blogctl down --site "$site"
	check_other "down"
	check "up of one" blogctl up --site "$site"
	check_other "up"
	check "one is forgotten" blogctl down --forget --site "$site"
	check_other "forget"
	check "the other is forgotten" blogctl down --forget --site "$site2"
}

log_has() { # SITE TEXT
	blogctl logs --site "$1" serve | grep -qF -- "$2"
}

e2e_main "$@"
